import type * as z from "zod";
import type { Path, Place } from "./document";
import { choiceMessage, limitMessage, missingMessage, ruleMessage, typeMessage, unknownKeyMessage, valuesMessage } from "./messages";
import type { Problems } from "./problems";
import { configSchema, type Config, type ConfigKey } from "./schema";
import { knownKeys } from "./schema-keys";
import { nearest } from "./suggest";

type Issue = z.core.$ZodIssue;

const KEYS = Object.keys(configSchema.shape) as ConfigKey[];

/**
 * Checks a config's JSON value against the schema. What is right is returned key by key, so that one mistake does not
 * keep the rest from being looked at; every mistake becomes a problem at its place.
 */
export function validate(value: unknown, problems: Problems): Partial<Config> {
  if (value === undefined) {
    problems.atValue([], "the config is empty; begin with { \"coupling_coef\": …, \"coupling_basis_matrix\": …, \"intercepts\": … }");
    return {};
  }
  const result = configSchema.safeParse(value);
  if (result.success) return result.data;
  new Report(value, problems).all(result.error.issues, []);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([key]) => (KEYS as string[]).includes(key) && !problems.below([key])));
}

/** Turns zod's issues into problems that a person understands. */
class Report {
  constructor(
    readonly value: unknown,
    readonly problems: Problems,
  ) {}

  all(issues: readonly Issue[], base: Path): void {
    const missing = issues.filter((issue) => this.#isMissing(issue, base));
    const misspelled = new Set<string | null>();
    for (const issue of issues) {
      const path = [...base, ...(issue.path as Path)];
      if (issue.code === "unrecognized_keys") this.#unknownKeys(path, issue.keys, missing.map(lastOf), misspelled);
      else if (!missing.includes(issue)) this.#one(issue, path);
    }
    const absent = missing.filter((issue) => !misspelled.has(lastOf(issue))).map((issue) => [...base, ...(issue.path as Path)]);
    for (const parent of new Set(absent.map((path) => path.slice(0, -1).join("\0")))) {
      const group = absent.filter((path) => path.slice(0, -1).join("\0") === parent);
      const inside = group[0].slice(0, -1);
      this.problems.at(this.#opening(inside), inside, missingMessage(group));
    }
  }

  #one(issue: Issue, path: Path): void {
    const found = this.#at(path);
    switch (issue.code) {
      case "invalid_union":
        return this.#union(issue, path, found);
      case "invalid_type":
        return this.problems.atValue(path, typeMessage(issue.expected, found, this.#literal(path), path));
      case "invalid_value":
        return this.problems.atValue(path, valuesMessage(issue.values.map(String), found));
      case "too_small":
        return this.problems.atValue(path, limitMessage(found, "at least", issue.minimum, issue.origin, this.#literal(path), path));
      case "too_big":
        return this.problems.atValue(path, limitMessage(found, "at most", issue.maximum, issue.origin, this.#literal(path), path));
      default:
        return this.problems.atValue(path, ruleMessage(issue.message, this.#literal(path), path));
    }
  }

  /** Of several ways to give a value, the one that was most likely meant decides what is said. */
  #union(issue: Extract<Issue, { code: "invalid_union" }>, path: Path, found: unknown): void {
    const options = (issue as { options?: readonly string[] }).options;
    if (issue.errors.length === 0 && options) return this.problems.atValue(path, valuesMessage(options, found));
    const fitting = likelier(issue.errors);
    if (fitting.length === 0) return this.problems.atValue(path, typeMessage("union", found, this.#literal(path), path));
    const costs = fitting.map((option) => this.#cost(option, path));
    const nearestOptions = fitting.filter((_, i) => costs[i] === Math.min(...costs));
    const choices = nearestOptions.flatMap((option) => option.filter((part) => part.path.length === 1 && this.#isMissing(part, path)).map(lastOf));
    if (nearestOptions.length === 1 || choices.length === 0) return this.all(nearestOptions[0], path);
    const unknown = nearestOptions[0].find((part) => part.code === "unrecognized_keys");
    const suggested = new Set<string | null>();
    if (unknown) this.#unknownKeys(path, unknown.keys, choices, suggested);
    if (!choices.some((key) => suggested.has(key))) this.problems.at(this.#opening(path), path, choiceMessage(choices, path));
  }

  /** How far a value is from what an option of a union wants: keys too many weigh most, then keys too few, misspelled ones less. */
  #cost(option: readonly Issue[], path: Path): number {
    const missing = option.filter((part) => this.#isMissing(part, path)).map(lastOf);
    return option.reduce((sum, issue) => {
      if (issue.code === "unrecognized_keys") return sum + issue.keys.reduce((keys, key) => keys + (nearest(key, missing) === null ? 2 : -0.5), 0);
      if (this.#isMissing(issue, path)) return sum + 1;
      const inner = issue.code === "invalid_union" ? likelier(issue.errors) : [];
      if (inner.length === 0) return sum + 0.1;
      return sum + Math.min(...inner.map((innerOption) => this.#cost(innerOption, [...path, ...(issue.path as Path)])));
    }, 0);
  }

  /** `suggested` takes the missing keys that were most likely meant by one of these. */
  #unknownKeys(path: Path, keys: readonly string[], missing: readonly string[], suggested: Set<string | null>): void {
    const known = knownKeys(configSchema, path);
    for (const key of keys) {
      const meant = nearest(key, missing) ?? nearest(key, known);
      suggested.add(meant);
      this.problems.atKey([...path, key], unknownKeyMessage(key, meant, path));
    }
  }

  #isMissing(issue: Issue, base: Path): boolean {
    return this.#at([...base, ...(issue.path as Path)]) === undefined;
  }

  #at(path: Path): unknown {
    return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | null | undefined)?.[part], this.value);
  }

  #opening(path: Path): Place {
    return this.problems.document.openingPlace(path);
  }

  #literal(path: Path): string {
    return this.problems.document.literal(path);
  }
}

/** The key that an issue is about. */
function lastOf(issue: Issue): string {
  return String(issue.path.at(-1));
}

/** The options of a union whose kind (object, list, number) a value has; of lists only those that can hold its elements. */
function likelier(options: readonly (readonly Issue[])[]): readonly (readonly Issue[])[] {
  const failsAtRoot = (option: readonly Issue[], code: Issue["code"]): boolean => option.some((issue) => issue.code === code && issue.path.length === 0);
  const ofKind = options.filter((option) => !failsAtRoot(option, "invalid_type"));
  const ofRule = ofKind.filter((option) => !failsAtRoot(option, "custom"));
  return ofRule.length > 0 ? ofRule : ofKind;
}
