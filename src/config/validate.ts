import type * as z from "zod";
import type { Path } from "./document";
import { describe, limitMessage, missingMessage, typeMessage, valuesMessage } from "./messages";
import type { Problems } from "./problems";
import { configSchema, type Config, type ConfigKey } from "./schema";
import { knownKeys } from "./schema-keys";
import { didYouMean, nearest } from "./suggest";

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
    const unknown = issues.filter((issue) => issue.code === "unrecognized_keys");
    const missing = issues.filter((issue) => this.#isMissing(issue, base));
    for (const issue of unknown) this.#unknownKeys([...base, ...(issue.path as Path)], issue.keys, missing);
    const misspelled = unknown.flatMap((issue) => issue.keys.map((key) => nearest(key, missing.map(lastOf))));
    for (const issue of issues) {
      if (issue.code === "unrecognized_keys" || (missing.includes(issue) && misspelled.includes(lastOf(issue)))) continue;
      this.#one(issue, [...base, ...(issue.path as Path)]);
    }
  }

  #one(issue: Issue, path: Path): void {
    const found = this.#at(path);
    if (found === undefined) {
      const parent = path.slice(0, -1);
      this.problems.at(this.problems.document.openingPlace(parent), parent, missingMessage(path));
      return;
    }
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
        return this.problems.atValue(path, issue.message);
    }
  }

  /** Of several ways to give a value, the one that was most likely meant decides what is said. */
  #union(issue: Extract<Issue, { code: "invalid_union" }>, path: Path, found: unknown): void {
    const options = (issue as { options?: readonly string[] }).options;
    if (issue.errors.length === 0 && options) return this.problems.atValue(path, valuesMessage(options, found));
    const fitting = issue.errors.filter((branch) => !branch.some((part) => part.code === "invalid_type" && part.path.length === 0));
    if (fitting.length === 0) return this.problems.atValue(path, typeMessage("union", found, this.#literal(path), path));
    const costs = fitting.map((branch) => this.#cost(branch, path));
    this.all(fitting[costs.indexOf(Math.min(...costs))], path);
  }

  /** How far a value is from what an option of a union wants: keys too many and too few weigh most. */
  #cost(branch: readonly Issue[], path: Path): number {
    return branch.reduce((sum, issue) => {
      if (issue.code === "unrecognized_keys") return sum + issue.keys.length;
      if (this.#isMissing(issue, path)) return sum + 1;
      if (issue.code === "custom" && issue.path.length === 0) return sum + 1;
      return sum + 0.1;
    }, 0);
  }

  #unknownKeys(path: Path, keys: readonly string[], missing: readonly Issue[]): void {
    const known = [...missing.map(lastOf), ...knownKeys(configSchema, path)];
    for (const key of keys) {
      const where = path.length === 0 ? "" : ` in ${describe(path)}`;
      this.problems.atKey([...path, key], `unknown key "${key}"${where}${didYouMean(key, known)}`);
    }
  }

  #isMissing(issue: Issue, base: Path): boolean {
    return issue.code === "invalid_type" && this.#at([...base, ...(issue.path as Path)]) === undefined;
  }

  #at(path: Path): unknown {
    return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | null | undefined)?.[part], this.value);
  }

  #literal(path: Path): string {
    return this.problems.document.literal(path);
  }
}

/** The key that an issue is about. */
function lastOf(issue: Issue): string {
  return String(issue.path.at(-1));
}
