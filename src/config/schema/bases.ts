import * as z from "zod";
import { BASIS_NAMES, type BasisName, type BasisParameter, basisParameters } from "../../model/bases";
import { helped, real, type Snippet } from "./numbers";
import { windowSize } from "./sources";

const TYPES: Readonly<Record<BasisParameter["type"], z.ZodType>> = {
  integer: z.int(),
  number: real,
  boolean: z.boolean(),
  numbers: z.array(real),
};

/** Endings of NeMoS' basis names; both give the same functions on a grid. */
export const ENDING = /(Conv|Eval)$/;

/** The basis of a name with or without its ending. */
export function basisName(name: string): BasisName {
  return name.replace(ENDING, "") as BasisName;
}

function basisSpec(name: BasisName): z.ZodObject {
  const parameters = basisParameters(name).map((parameter) => {
    const schema = helped(TYPES[parameter.type], parameter.description, ...defaultOf(parameter));
    return [parameter.name, parameter.default === undefined ? schema : schema.optional()] as const;
  });
  return z.strictObject({
    basis: z.enum([name, `${name}Conv`, `${name}Eval`]),
    window_size: windowSize,
    ...Object.fromEntries(parameters),
  });
}

function defaultOf({ default: preset }: BasisParameter): Snippet[] {
  return preset === undefined ? [] : [{ label: JSON.stringify(preset), description: "NeMoS' default", body: preset }];
}

const [first, ...others] = BASIS_NAMES.map(basisSpec);
/** A basis of NeMoS by its name, with its parameters and its window. */
export const basisSource = z.discriminatedUnion("basis", [first, ...others]);

/** A snippet for each basis, with its required parameters. */
export const BASIS_SNIPPETS: readonly Snippet[] = BASIS_NAMES.map((name) => {
  const required = basisParameters(name).filter(
    (parameter) => parameter.default === undefined && parameter.name !== "window_size",
  );
  const body = required.map((parameter, i) => [parameter.name, placeholder(parameter.type, i + 2)]);
  return {
    label: name,
    description: "a basis of NeMoS",
    body: { basis: name, ...Object.fromEntries(body), window_size: "^${1:100}" },
  };
});

function placeholder(type: BasisParameter["type"], index: number): string {
  return type === "numbers" ? `^[\${${index}:1, 2, 4, 8}]` : `^\${${index}:${type === "boolean" ? "true" : "8"}}`;
}
