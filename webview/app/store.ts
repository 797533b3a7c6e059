import type { ViewState } from "../../src/protocol/panel";
import type { BinRange, RunSnapshot } from "../../src/protocol/queries";

/** One bin of one neuron under the pointer or the arrow keys. */
export interface Cursor {
  readonly bin: number;
  readonly neuron: number;
  readonly by: "pointer" | "keys";
}

/** The view's state: the part that the host keeps (ranges are null until the first snapshot) and more, without the run's data. */
export interface State extends Omit<ViewState, "scrollTop"> {
  readonly name: string;
  readonly snapshot: RunSnapshot | null;
  /** Of a running run, as shown elsewhere; null: unknown. */
  readonly secondsLeft: number | null;
  /** Readable bins of a running run; newer than the snapshot's. */
  readonly grown: number;
  /** Why the run cannot be shown; null: it can. */
  readonly gone: string | null;
  readonly canSimulate: boolean;
  /** Keep the newest bins in view during the run. */
  readonly follow: boolean;
  readonly cursor: Cursor | null;
  /** The bins that the current drag will zoom to. */
  readonly span: BinRange | null;
  /** Why the view cannot be drawn; null: it can. */
  readonly problem: string | null;
}

const INITIAL: State = {
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

/** Holds the view's state; listeners are called after every change. */
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

/** The part of the state that the host keeps for a run. */
export function toKeep(state: State, scrollTop: number): ViewState {
  const { range, order, reverse, hiddenGroups, selection, drive, log, sameScale } = state;
  const following = state.follow && state.snapshot?.shownStatus === "running";
  return { range: following ? null : range, order, reverse, hiddenGroups, selection, drive, log, sameScale, scrollTop };
}
