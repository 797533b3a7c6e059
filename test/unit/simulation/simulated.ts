import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFile } from "../../../src/files/open";
import type { SimulationEvent, SimulationRequest } from "../../../src/simulation/messages";
import { simulateToFolder, type SimulationHooks } from "../../../src/simulation/simulate";
import { readNpy } from "../../support/npy";

/** A network of three neurons. */
export const NETWORK = {
  coupling_coef: { normal: { seed: 1, std: 0.5 } },
  coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: 20 },
  intercepts: [-2, -1, -2],
  inverse_link_function: "logistic",
  random_key: 123,
  n_time_bins: 500,
};

/** Writes a config; returns its path. */
export function write(folder: string, config: object, name = "net.glm.json"): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** Simulates and returns the events. */
export async function simulate(
  request: SimulationRequest,
  hooks: Partial<SimulationHooks> = {},
): Promise<SimulationEvent[]> {
  const events: SimulationEvent[] = [];
  await simulateToFolder(request, {
    signal: new AbortController().signal,
    ...hooks,
    onEvent(event) {
      events.push(event);
      hooks.onEvent?.(event);
    },
  });
  return events;
}

/** The last event, which must be `ended`. */
export function endOf(events: readonly SimulationEvent[]): Extract<SimulationEvent, { type: "ended" }> {
  const last = events.at(-1);
  assert.ok(last?.type === "ended", JSON.stringify(last));
  return last;
}

/** An array of a run. */
export function load(folder: string, file: string): { shape: readonly number[]; data: Float64Array } {
  return withFile(join(folder, file), readNpy);
}

/** The types of events, in order. */
export const types = (events: readonly SimulationEvent[]): string[] => events.map(({ type }) => type);
