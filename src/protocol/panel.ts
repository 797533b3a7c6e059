import type { BinRange, RunQueries, RunSnapshot } from "./queries";

/** How a run's neurons are ordered in rows. */
export type RowOrder = "index" | "group" | "rate";

/** What the user chose in a run's view. The host keeps it per run across tab switches, reloads and restarts. */
export interface ViewState {
  readonly range: BinRange | null;
  readonly order: RowOrder | null;
  readonly reverse: boolean;
  readonly hiddenGroups: readonly string[];
  readonly selection: readonly number[] | null;
  readonly drive: boolean;
  /** null: chosen from the data. */
  readonly log: boolean | null;
  readonly sameScale: boolean;
  readonly scrollTop: number;
}

/** Commands on this run that the panel's buttons and keys send to the host. */
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
  /** Locates the first of the run's files that has a problem. */
  | "locateFile"
  /** Reads the run from disk again. */
  | "reload";

/** From the extension host to the webview. Answers to RunQueries travel beside these (see rpc.ts). */
export type ToPanel =
  /**
   * The run's state: first (usually embedded in the page itself), and whenever the run or its files change. While it is
   * running, the published progress with its seconds left (null: unknown). `opening` only in the first message. `redraw`:
   * the page must ask again for everything it has drawn.
   */
  | {
      readonly type: "run";
      readonly name: string;
      readonly snapshot: RunSnapshot;
      readonly secondsLeft: number | null;
      readonly opening?: ViewState | null;
      readonly redraw?: boolean;
    }
  /** Between two published moments: the number of bins that can be read. */
  | { readonly type: "grown"; readonly bins: number }
  /** Whether simulating is allowed (not in an untrusted workspace). */
  | { readonly type: "trust"; readonly canSimulate: boolean }
  /** The run cannot be shown: it is gone, or its manifest is damaged. */
  | { readonly type: "gone"; readonly name: string; readonly message: string };

/** What the host can ask of the webview (a second RPC in the other direction). */
export interface PanelQueries {
  /** The view as a PNG at double size: on white or in the screen's colours, of the visible range or the whole run. */
  picture(query: { readonly ground: "white" | "screen"; readonly span: "view" | "run" }): Promise<Uint8Array>;
  /** What is visible, for exports: the range, and the neurons in row order. */
  visible(): Promise<{ readonly range: BinRange; readonly neurons: Uint32Array }>;
}

/** From the webview to the extension host. Requests of RunQueries travel beside these (see rpc.ts). */
export type FromPanel =
  /** The page is listening. `opened`: it found its first messages embedded; otherwise it waits for them. */
  | { readonly type: "ready"; readonly opened: boolean }
  | { readonly type: "keep"; readonly state: ViewState }
  | { readonly type: "command"; readonly command: PanelCommand }
  | { readonly type: "copy"; readonly text: string; readonly what: string }
  | { readonly type: "error"; readonly message: string };

export type { RunQueries };
