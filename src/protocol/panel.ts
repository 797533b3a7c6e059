import type { BinRange, RunQueries, RunSnapshot } from "./queries";

/** How a run's neurons are ordered in rows. */
export type RowOrder = "index" | "group" | "rate";

/** What a person set in a run's view; kept per run by the host, across tab switches, reload and restart. */
export interface ViewState {
  readonly range: BinRange | null;
  readonly order: RowOrder | null;
  readonly reverse: boolean;
  readonly hiddenGroups: readonly string[];
  readonly selection: readonly number[] | null;
  readonly drive: boolean;
  /** null: chosen by the data. */
  readonly log: boolean | null;
  readonly sameScale: boolean;
  readonly scrollTop: number;
}

/** Commands that the panel's buttons and keys ask the host to carry out on this run. */
export type PanelCommand =
  | "simulateAgain"
  | "simulateNextKey"
  | "simulateWithKey"
  | "stop"
  | "openConfig"
  | "openRunFolder"
  | "exportPicture"
  | "exportData"
  | "goToBinSize"
  /** Of the run's files that are in trouble, the first. */
  | "locateFile"
  /** Read the run anew from disk. */
  | "reload";

/** From the extension host to the webview. Answers to RunQueries travel beside these (see rpc.ts). */
export type ToPanel =
  /**
   * The run as it stands: at first (then most often written into the page itself), and whenever it or its files change; of one that goes
   * on, the moment that is told everywhere, with the seconds that are left of it (null: not known). `opening` only in the first one.
   * `anew`: what was drawn is to be asked for again.
   */
  | {
      readonly type: "run";
      readonly name: string;
      readonly snapshot: RunSnapshot;
      readonly secondsLeft: number | null;
      readonly opening?: ViewState | null;
      readonly anew?: boolean;
    }
  /** Between two moments: so many bins can be read by now. */
  | { readonly type: "grown"; readonly bins: number }
  /** Whether simulating is possible here (not in an untrusted workspace). */
  | { readonly type: "trust"; readonly canSimulate: boolean }
  /** The run cannot be shown at all: gone, or its manifest is damaged. */
  | { readonly type: "gone"; readonly name: string; readonly message: string };

/** What the host may ask of the webview (a second RPC in the other direction). */
export interface PanelQueries {
  /** The view as a PNG at twice its size: on white, or in the colours of the screen; the visible range or the whole run. */
  picture(query: { readonly ground: "white" | "screen"; readonly span: "view" | "run" }): Promise<Uint8Array>;
  /** What is visible, for exports: the range and the neurons in the order of their rows. */
  visible(): Promise<{ readonly range: BinRange; readonly neurons: Uint32Array }>;
}

/** From the webview to the extension host. Requests of RunQueries travel beside these (see rpc.ts). */
export type FromPanel =
  /** The page listens. `opened`: it has found its first messages written into it; else it waits for them. */
  | { readonly type: "ready"; readonly opened: boolean }
  | { readonly type: "keep"; readonly state: ViewState }
  | { readonly type: "command"; readonly command: PanelCommand }
  | { readonly type: "copy"; readonly text: string; readonly what: string }
  | { readonly type: "error"; readonly message: string };

export type { RunQueries };
