import * as z from "zod";
import { ENDING } from "./bases";
import { configSchema } from "./config";

/** The schema for completion and hovers of VS Code's JSON support. */
type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Keywords that refuse values are removed: Spikeloop checks configs itself, and nothing should be underlined twice. */
const RULES = [
  "type",
  "required",
  "additionalProperties",
  "enum",
  "const",
  "not",
  "format",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
] as const;

/** The JSON Schema of `*.glm.json`, generated from the schema that configs are checked by. */
export function glmSchema(): JsonSchema {
  const schema = z.toJSONSchema(configSchema, { target: "draft-7", override: ({ jsonSchema }) => lenient(jsonSchema) });
  return {
    ...schema,
    title: "Spikeloop simulation",
    description:
      "A recurrent GLM network to simulate; the keys are the arguments of nemos.simulation.simulate_recurrent.",
    // VS Code's own extensions of JSON Schema.
    allowComments: true,
    allowTrailingCommas: true,
  };
}

function lenient(schema: JsonSchema): void {
  const names = schema.enum;
  for (const rule of RULES) delete schema[rule];
  if (Array.isArray(names)) offer(schema, names.map(String));
  if (schema.oneOf) {
    // Only the option with the matching name completes.
    schema.anyOf = [...schema.oneOf, {}];
    delete schema.oneOf;
  }
  // A tuple would bound the length of the list.
  if (Array.isArray(schema.items)) delete schema.items;
  delete schema.additionalItems;
}

/** Offers names for completion. A name with NeMoS' endings (a basis) selects the option of a union. */
function offer(schema: JsonSchema, names: readonly string[]): void {
  const plain = names.filter((name) => !ENDING.test(name));
  if (!schema.defaultSnippets) schema.examples = plain;
  if (plain.length < names.length) schema.pattern = `^(${plain.join("|")})(Conv|Eval)?$`;
}
