import { ArgumentError } from "../types";

/** A parameter of a basis, named as in NeMoS. Without a default it is required. */
export interface BasisParameter {
  readonly name: string;
  readonly type: "integer" | "number" | "boolean" | "numbers";
  readonly default?: number | boolean;
  readonly description: string;
}

const KINDS = {
  integer: "an integer",
  number: "a finite number",
  boolean: "true or false",
  numbers: "a list of finite numbers",
} as const;

/** Reads the given parameters by name and type; throws an ArgumentError with the parameter's name for anything else. */
export class GivenParameters {
  constructor(
    private readonly basis: string,
    private readonly known: readonly BasisParameter[],
    private readonly given: Readonly<Record<string, unknown>>,
  ) {
    const names = known.map(({ name }) => name);
    for (const name of Object.keys(given)) {
      if (names.includes(name)) continue;
      const expected =
        names.length > 0 ? `its parameters are ${names.join(", ")}` : "it has no parameters but the window size";
      throw new ArgumentError(name, `${basis} has no parameter ${name}; ${expected}.`);
    }
  }

  integer(name: string): number {
    const value = this.value(name);
    if (typeof value === "number" && Number.isSafeInteger(value)) return value;
    throw this.wrong(name, KINDS.integer);
  }

  number(name: string): number {
    const value = this.value(name);
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw this.wrong(name, KINDS.number);
  }

  boolean(name: string): boolean {
    const value = this.value(name);
    if (typeof value === "boolean") return value;
    throw this.wrong(name, KINDS.boolean);
  }

  numbers(name: string): readonly number[] {
    const value = this.value(name);
    if (Array.isArray(value) && value.every((item) => Number.isFinite(item))) return value as number[];
    throw this.wrong(name, KINDS.numbers);
  }

  /** The error for a parameter: what is expected and what was found. */
  wrong(name: string, expected: string, found = JSON.stringify(this.value(name))): ArgumentError {
    return new ArgumentError(name, `${name} of ${this.basis} must be ${expected}; found ${found}.`, found, expected);
  }

  private value(name: string): unknown {
    const value = this.given[name] ?? this.known.find((parameter) => parameter.name === name)?.default;
    if (value === undefined) throw new ArgumentError(name, `${this.basis} needs ${name}.`);
    return value;
  }
}
