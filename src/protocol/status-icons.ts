import type { ShownStatus } from "./manifest";

/** A status as it looks in the Runs view and in a run's header. */
export interface StatusIcon {
  /** The codicon's name. The run view draws those of this table itself, since its page loads no fonts. */
  readonly codicon: "loading" | "pass-filled" | "circle-slash" | "debug-disconnect" | "error";
  readonly tone: Tone;
}

type Tone = "progress" | "passed" | "quiet" | "error";

/** The icon of each status, wherever a run is shown. */
export const STATUS_ICONS: Readonly<Record<ShownStatus, StatusIcon>> = {
  running: { codicon: "loading", tone: "progress" },
  finished: { codicon: "pass-filled", tone: "passed" },
  cancelled: { codicon: "circle-slash", tone: "quiet" },
  interrupted: { codicon: "debug-disconnect", tone: "quiet" },
  diverged: { codicon: "error", tone: "error" },
  failed: { codicon: "error", tone: "error" },
};

/** VS Code's theme colour of each tone. */
export const TONE_COLOURS: Readonly<Record<Tone, string>> = {
  progress: "progressBar.background",
  passed: "testing.iconPassed",
  quiet: "descriptionForeground",
  error: "errorForeground",
};
