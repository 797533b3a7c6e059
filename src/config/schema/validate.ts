import type * as z from "zod";
import { linkNamed } from "../../model/links";
import type { Path, Place } from "../text/document";
import { cutWrongLists } from "../text/long-lists";
import {
  choiceMessage,
  limitMessage,
  missingMessage,
  ruleMessage,
  typeMessage,
  unknownKeyMessage,
  valuesMessage,
} from "../text/messages";
import { MAX_REPORTED, type Problems } from "../text/problems";
import { configSchema, type Config, type ConfigKey } from "./config";
import { knownKeys } from "./keys";
import { nearest } from "../text/suggest";

type Issue = z.core.$ZodIssue;

const KEYS = Object.keys(configSchema.shape) as ConfigKey[];

/**
 * Checks a config's JSON value against the schema. Every mistake becomes a problem at its place; the keys without mistakes are
 * returned, so that they can be checked further. `value` is changed: long lists of mistakes are cut, and an alias of the inverse
 * link becomes its name.
 */
export function validate(value: unknown, problems: Problems): Partial<Config> {
  if (value === undefined) {
    problems.atValue(
      [],
      'the config is empty; begin with { "coupling_coef": …, "coupling_basis_matrix": …, "intercepts": … }',
    );
    return {};
  }
  cutWrongLists(value, configSchema);
  nameLink(value);
  const result = configSchema.safeParse(value);
  if (result.success) return result.data;
  new Report(value, problems).all(result.error.issues, []);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => (KEYS as string[]).includes(key) && !problems.below(key)),
  );
}

/** Replaces an alias of the inverse link by its name. */
function nameLink(value: unknown): void {
  const config = value as { inverse_link_function?: unknown } | null;
  if (typeof config !== "object" || typeof config?.inverse_link_function !== "string") return;
  config.inverse_link_function = linkNamed(config.inverse_link_function) ?? config.inverse_link_function;
}

/** With more unknown keys in one object, no corrections are suggested. */
const MOST_COMPARED = 50;

/** Turns zod's issues into problems with readable messages. */
class Report {
  constructor(
    private readonly value: unknown,
    private readonly problems: Problems,
  ) {}

  all(issues: readonly Issue[], base: Path): void {
    const missing = new Set(issues.filter((issue) => this.isMissing(issue, base)));
    const meant = new Set<string | null>();
    for (const issue of withoutWiderLimits(issues)) {
      const path = [...base, ...(issue.path as Path)];
      if (issue.code === "unrecognized_keys") this.unknownKeys(path, issue.keys, [...missing].map(lastOf), meant);
      else if (!missing.has(issue)) this.one(issue, path);
    }
    const absent = [...missing]
      .filter((issue) => !meant.has(lastOf(issue)))
      .map((issue) => [...base, ...(issue.path as Path)]);
    for (const group of groupsBy(absent, (path) => path.slice(0, -1).join("\0"))) {
      const inside = group[0].slice(0, -1);
      this.problems.at(this.opening(inside), inside, missingMessage(group));
    }
  }

  private one(issue: Issue, path: Path): void {
    const found = this.valueAt(path);
    if (issue.code === "invalid_union") this.union(issue, path, found);
    else this.problems.atValue(path, () => this.messageOf(issue, path, found));
  }

  private messageOf(issue: Exclude<Issue, { code: "invalid_union" }>, path: Path, found: unknown): string {
    const literal = this.problems.document.literal(path);
    switch (issue.code) {
      case "invalid_type":
        return typeMessage(issue.expected, found, literal, path);
      case "invalid_value":
        return valuesMessage(issue.values.map(String), found);
      case "too_small":
        return limitMessage(found, "at least", issue.minimum, issue.origin, literal, path);
      case "too_big":
        return limitMessage(found, "at most", issue.maximum, issue.origin, literal, path);
      default:
        return ruleMessage(issue.message, literal, path);
    }
  }

  /** Reports the issues of the union's option that was most likely meant. */
  private union(issue: Extract<Issue, { code: "invalid_union" }>, path: Path, found: unknown): void {
    const options = (issue as { options?: readonly string[] }).options;
    if (issue.errors.length === 0 && options) return this.problems.atValue(path, () => valuesMessage(options, found));
    const fitting = likelier(issue.errors);
    const literal = (): string => this.problems.document.literal(path);
    if (fitting.length === 0) return this.problems.atValue(path, () => typeMessage("union", found, literal(), path));
    const costs = fitting.map((option) => this.cost(option, path));
    const least = Math.min(...costs);
    const nearestOptions = fitting.filter((_, i) => costs[i] === least);
    const choices = nearestOptions.flatMap((option) =>
      option.filter((part) => part.path.length === 1 && this.isMissing(part, path)).map(lastOf),
    );
    if (nearestOptions.length === 1 || choices.length === 0) return this.all(nearestOptions[0], path);
    const unknown = nearestOptions[0].find((part) => part.code === "unrecognized_keys");
    const meant = new Set<string | null>();
    if (unknown) this.unknownKeys(path, unknown.keys, choices, meant);
    if (!choices.some((key) => meant.has(key)))
      this.problems.at(this.opening(path), path, choiceMessage(choices, path));
  }

  /** Distance of a value from a union's option: unknown keys weigh most, then missing ones, then misspelled ones. */
  private cost(option: readonly Issue[], path: Path): number {
    const missing = option.filter((part) => this.isMissing(part, path)).map(lastOf);
    return option.reduce((sum, issue) => {
      if (issue.code === "unrecognized_keys") return sum + costOfKeys(issue.keys, missing);
      if (this.isMissing(issue, path)) return sum + 1;
      const inner = issue.code === "invalid_union" ? likelier(issue.errors) : [];
      if (inner.length === 0) return sum + 0.1;
      return sum + Math.min(...inner.map((innerOption) => this.cost(innerOption, [...path, ...(issue.path as Path)])));
    }, 0);
  }

  /** `meant` takes the missing keys that were most likely meant by one of these. */
  private unknownKeys(
    path: Path,
    keys: readonly string[],
    missing: readonly string[],
    meant: Set<string | null>,
  ): void {
    const known = knownKeys(configSchema, path);
    keys.slice(0, MAX_REPORTED + 1).forEach((key, i) => {
      const suggestion = i < MOST_COMPARED ? (nearest(key, missing) ?? nearest(key, known)) : null;
      meant.add(suggestion);
      this.problems.atKey([...path, key], () => unknownKeyMessage(key, suggestion, path));
    });
  }

  private isMissing(issue: Issue, base: Path): boolean {
    return this.valueAt([...base, ...(issue.path as Path)]) === undefined;
  }

  /** An own property of a list or an object; inherited ones, such as a length, are no part of a config. */
  private valueAt(path: Path): unknown {
    return path.reduce<unknown>((value, part) => {
      if (typeof value !== "object" || value === null || (Array.isArray(value) && typeof part !== "number"))
        return undefined;
      return Object.hasOwn(value, part) ? (value as Record<string | number, unknown>)[part] : undefined;
    }, this.value);
  }

  private opening(path: Path): Place {
    return this.problems.document.openingPlace(path);
  }
}

function costOfKeys(keys: readonly string[], missing: readonly string[]): number {
  const costs = keys.slice(0, MOST_COMPARED).map((key) => (nearest(key, missing) === null ? 2 : -0.5));
  return costs.reduce((sum, cost) => sum + cost, 2 * (keys.length - costs.length));
}

/** Drops limits implied by a narrower one at the same place, such as exact whole numbers by those up to 2^32-1. */
function withoutWiderLimits(issues: readonly Issue[]): readonly Issue[] {
  const narrowest = new Map<string, number>();
  const named = issues.map((issue) => ({
    issue,
    name: [issue.code, ...issue.path.map(String)].join("\0"),
    limit: issue.code === "too_big" ? Number(issue.maximum) : issue.code === "too_small" ? -Number(issue.minimum) : 0,
  }));
  for (const { name, limit } of named) narrowest.set(name, Math.min(limit, narrowest.get(name) ?? Infinity));
  return named.filter(({ name, limit }) => limit === narrowest.get(name)).map(({ issue }) => issue);
}

function groupsBy<T>(items: readonly T[], nameOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return [...groups.values()];
}

/** The key that an issue is about. */
function lastOf(issue: Issue): string {
  return String(issue.path.at(-1));
}

/** The options of a union whose kind (object, list, number) a value has; of lists only those that can hold its elements. */
function likelier(options: readonly (readonly Issue[])[]): readonly (readonly Issue[])[] {
  const failsAtRoot = (option: readonly Issue[], code: Issue["code"]): boolean =>
    option.some((issue) => issue.code === code && issue.path.length === 0);
  const ofKind = options.filter((option) => !failsAtRoot(option, "invalid_type"));
  const ofRule = ofKind.filter((option) => !failsAtRoot(option, "custom"));
  return ofRule.length > 0 ? ofRule : ofKind;
}
