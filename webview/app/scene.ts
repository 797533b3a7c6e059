/** Everything the plots need to draw one view, on screen or for export: from state, facts, data and theme. */
import type { BinRange } from "../../src/protocol/queries";
import type { ViewData } from "./data";
import type { Layout } from "../style/layout";
import { wantsLog } from "../style/level-of-detail";
import type { Theme } from "../style/theme";
import type { Facts } from "./run/facts";
import type { RowLayout } from "./run/rows";
import type { Cursor } from "./store";

export interface Scene {
  readonly facts: Facts;
  readonly theme: Theme;
  readonly layout: Layout;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** The bins that the plots show. Unless a person chose them, they change when their data has come, so that plots are never blank. */
  readonly range: BinRange;
  /** The bins to show once their data has come. */
  readonly nextRange: BinRange;
  /** Number of bins that the data covers; later ones are hatched. */
  readonly bins: number;
  readonly rows: RowLayout;
  /** Equal for equal orders, which saves comparing neuron by neuron. */
  readonly orderName: string;
  /** Neurons with lanes, from the top. */
  readonly lanes: readonly number[];
  readonly selection: readonly number[];
  readonly data: ViewData;
  /** Spikes of each neuron (N,) in the first `spikesBins` bins; null: unknown. */
  readonly spikes: ArrayLike<number> | null;
  readonly spikesBins: number;
  readonly cursor: Cursor | null;
  readonly span: BinRange | null;
  readonly drive: boolean;
  readonly log: boolean;
  readonly sameScale: boolean;
}

/** Whether lanes are logarithmic: as chosen by a person, else for a diverged run, else by the data. */
export function logOf(chosen: boolean | null, facts: Facts, data: ViewData): boolean {
  if (chosen !== null) return chosen;
  if (facts.status === "diverged") return true;
  const rates = data.rates?.answer;
  if (!rates) return false;
  const n = rates.nColumns;
  return Array.from(rates.median).some((median, lane) => {
    let highest = 0;
    for (let column = lane * n; column < (lane + 1) * n; column++) highest = Math.max(highest, rates.high[column]);
    return wantsLog(highest, median);
  });
}
