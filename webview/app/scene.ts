/** Everything the plots need to draw one view: put together from state, facts, data and theme, on screen and for exports alike. */
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
  /** What the plots show. Where nobody chose it, it moves on with the data: plots are never blank while there is something to show. */
  readonly range: BinRange;
  /** What they are to show next. */
  readonly wanted: BinRange;
  /** Bins of the run that the plots know of; what lies behind them is hatched. */
  readonly bins: number;
  readonly rows: RowLayout;
  /** Names their order, so that orders need not be compared neuron by neuron. */
  readonly orderName: string;
  /** The neurons that have lanes, top down. */
  readonly lanes: readonly number[];
  readonly selection: readonly number[];
  readonly data: ViewData;
  /** Spikes of each neuron (N,) in the whole run, where known. */
  readonly spikes: ArrayLike<number> | null;
  /** The bins that they are counted over. */
  readonly spikesBins: number;
  readonly cursor: Cursor | null;
  readonly span: BinRange | null;
  readonly drive: boolean;
  readonly log: boolean;
  readonly sameScale: boolean;
}

/** Whether lanes are logarithmic: as chosen by hand, else by the data; always when a run diverged. */
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
