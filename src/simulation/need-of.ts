import { planConfig } from "../config/plan";
import { placeOf, readConfig } from "../runs/write/create-run";
import { runNeed } from "./estimate";
import type { RunNeed, SimulationRequest } from "./messages";

/** What a run will take; undefined where that cannot be told: it ends before it takes anything, and says why itself. */
export function needOf(request: SimulationRequest): RunNeed | undefined {
  try {
    const { dimensions, reading } = planConfig(request.configFile, readConfig(request).text, request.overrides);
    return dimensions ? runNeed(dimensions, reading, placeOf(request)) : undefined;
  } catch {
    return undefined;
  }
}
