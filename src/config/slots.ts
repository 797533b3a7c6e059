import type { FileAccess } from "../files/access";
import type { Path } from "./text/document";
import { DIMENSIONS, type ArrayArgument, type Dimension } from "./shapes/dimensions";
import { isStimuli } from "./feedforward";
import { describe } from "./text/messages";
import type { Problems } from "./text/problems";
import type { Config } from "./schema/config";
import type { ArraySource } from "./schema/sources";
import { SourceError, type GivenArray } from "./sources/given";
import { openSource } from "./sources/open";

/** The place of an array in a config. */
export interface Slot {
  /** The argument that it is, or belongs to. */
  readonly argument: ArrayArgument;
  readonly path: Path;
  /** Its path in messages. */
  readonly name: string;
  readonly axes: readonly Dimension[];
  readonly source: ArraySource;
}

/** An opened array. */
export interface FilledSlot extends Slot {
  readonly given: GivenArray;
}

/** All arrays that a config gives by a source: not a basis, not stimuli, not a difference of gammas. */
export function slotsOf(config: Partial<Config>): Slot[] {
  const slots: Slot[] = [];
  const add = (
    argument: ArrayArgument,
    inner: readonly string[],
    axes: readonly Dimension[],
    source: ArraySource,
  ): void => {
    const path = [argument, ...inner];
    slots.push({ argument, path, name: describe(path), axes, source });
  };
  for (const argument of Object.keys(DIMENSIONS) as ArrayArgument[]) {
    const value = config[argument];
    if (value === undefined || isBasis(value) || (Array.isArray(value) && isStimuli(value))) continue;
    if (isGammaFilters(value)) add(argument, ["weights"], ["N", "N"], value.weights);
    else if (isArrayFilters(value)) add(argument, ["filters"], ["W", "N", "N"], value.filters);
    else add(argument, [], DIMENSIONS[argument], value as ArraySource);
  }
  return slots;
}

type Coupling = Config["coupling_coef"];
/** A basis by its name; the schema has checked that its parameters are those of the basis. */
export type BasisSource = { readonly basis: string; readonly window_size: number } & Readonly<Record<string, unknown>>;
export type GammaFilters = Extract<Coupling, { weights: unknown }>;
type ArrayFilters = Exclude<Extract<Coupling, { filters: unknown }>, GammaFilters>;

export function isBasis(value: unknown): value is BasisSource {
  return typeof value === "object" && value !== null && "basis" in value;
}

export function isGammaFilters(value: unknown): value is GammaFilters {
  return typeof value === "object" && value !== null && "weights" in value;
}

export function isArrayFilters(value: unknown): value is ArrayFilters {
  return typeof value === "object" && value !== null && "filters" in value && !("weights" in value);
}

/** Opens an array: reads its header, or its numbers if they are in the config. Faults become problems; after errors null. */
export function openSlot(slot: Slot, folder: string, access: FileAccess, problems: Problems): FilledSlot | null {
  const member = String(slot.path.at(-1));
  const given = reportFaults(slot.path, problems, () =>
    openSource(slot.source, { folder, member, nAxes: slot.axes.length, access }),
  );
  for (const { path, message } of given?.warnings ?? [])
    problems.atValue([...slot.path, ...path], message, { severity: "warning" });
  return given && { ...slot, given };
}

/** Runs what may find faults in the source at `path`, or have no room for it; they become problems, and the result null. */
export function reportFaults<T>(path: Path, problems: Problems, act: () => T): T | null {
  try {
    return act();
  } catch (error) {
    return reportFault(error, path, problems);
  }
}

/** Reports a caught error in the same way; one of another kind is thrown again. */
export function reportFault(error: unknown, path: Path, problems: Problems): null {
  if (error instanceof SourceError) {
    for (const { path: inner, message, severity } of error.faults)
      problems.atValue([...path, ...inner], message, { severity });
  } else if (error instanceof RangeError && NO_ROOM.test(error.message)) {
    problems.atValue(path, `${describe(path)} does not fit into memory (${error.message})`);
  } else throw error;
  return null;
}

/** V8's messages for arrays that are too large or do not fit into memory. */
const NO_ROOM = /array (buffer )?(length|allocation)/i;
