import type { ViewState } from "../../src/protocol/panel";
import type { BinRange, RunSnapshot } from "../../src/protocol/queries";

/** One bin of one neuron under the pointer or the arrow keys. */
export interface Cursor {
  readonly bin: number;
  readonly neuron: number;
  readonly by: "pointer" | "keys";
}

/** All that the view shows, apart from the run's data; what the host keeps of it (ranges are null until the first snapshot), and more. */
export interface State extends Omit<ViewState, "scrollTop"> {
  readonly name: string;
  readonly snapshot: RunSnapshot | null;
  /** Of a run that goes on, as it is told everywhere; null: not known. */
  readonly secondsLeft: number | null;
  /** Bins that can be read by now of a run that goes on; the snapshot is a little older. */
  readonly grown: number;
  /** Why the run cannot be shown at all. */
  readonly gone: string | null;
  readonly canSimulate: boolean;
  /** While running: the newest bins stay in view. */
  readonly follow: boolean;
  readonly cursor: Cursor | null;
  /** The span that a drag is about to zoom to, in bins. */
  readonly span: BinRange | null;
  /** Why the view cannot be drawn, in words. */
  readonly problem: string | null;
}

export const INITIAL: State = {
  name: "",
  snapshot: null,
  secondsLeft: null,
  grown: 0,
  gone: null,
  canSimulate: true,
  range: null,
  order: null,
  reverse: false,
  hiddenGroups: [],
  selection: null,
  drive: false,
  log: null,
  sameScale: false,
  follow: true,
  cursor: null,
  span: null,
  problem: null,
};

/** The one place where the view's state is kept; listeners hear of every change, once it is made. */
export class Store {
  private state: State = INITIAL;
  private readonly listeners = new Set<(now: State, before: State) => void>();

  get(): State {
    return this.state;
  }

  set(change: Partial<State>): void {
    const before = this.state;
    const now = { ...before, ...change };
    if ((Object.keys(change) as (keyof State)[]).every((key) => Object.is(before[key], now[key]))) return;
    this.state = now;
    for (const listener of this.listeners) listener(now, before);
  }

  subscribe(listener: (now: State, before: State) => void): void {
    this.listeners.add(listener);
  }
}

/** The part of the state that is kept for a run. */
export function toKeep(state: State, scrollTop: number): ViewState {
  const { range, order, reverse, hiddenGroups, selection, drive, log, sameScale } = state;
  const following = state.follow && state.snapshot?.shownStatus === "running";
  return { range: following ? null : range, order, reverse, hiddenGroups, selection, drive, log, sameScale, scrollTop };
}
