import type { ChosenArithmetic } from "../config/arithmetic";
import type { Strategy } from "../kernel/types";
import type { RunManifest } from "../protocol/manifest";

/** How far a run's spikes and rates agree with NeMoS', as its manifest and `check --json` have it. */
export type Agreement = Pick<RunManifest["engine"], "strategy" | "order" | "expected_differing_draws" | "promise">;

/** A run's arithmetic and the strategy of its kernel as an agreement. */
export function agreementOf(
  strategy: Strategy,
  { order, expectedDifferingDraws, promise }: ChosenArithmetic,
): Agreement {
  return {
    strategy,
    ...(order && { order }),
    expected_differing_draws: Number(expectedDifferingDraws.toPrecision(2)),
    ...(promise && { promise }),
  };
}
