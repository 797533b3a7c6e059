import type { RunManifest } from "../protocol/manifest";
import { duration, whole } from "../protocol/numbers";
import { paint, type Terminal } from "./terminal";

/** Least time between two lines of progress where there is no terminal to redraw, in seconds of the run. */
const LINE_SECONDS = 2;
/** The first bins are slow, since the code is still being compiled: no speed is told from them. */
const WARM_UP_SECONDS = 0.5;
const BAR = 28;

/** How far a run has come, on stderr: a bar on a terminal, now and then a line elsewhere. */
export class Progress {
  private drawn = false;
  private lastLine = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly name: string,
  ) {}

  show(manifest: RunManifest): void {
    const { err } = this.terminal;
    if (err.isTTY) {
      err.write(`\r\u001b[K${this.bar(manifest, err.columns)}`);
      this.drawn = true;
    } else if (manifest.elapsed_seconds - this.lastLine >= LINE_SECONDS) {
      this.lastLine = manifest.elapsed_seconds;
      err.write(`${this.name}: ${percent(manifest)}, ${bins(manifest)}${timeLeft(manifest)}\n`);
    }
  }

  /** Takes the bar away, so that something else can be written. */
  clear(): void {
    if (this.drawn) this.terminal.err.write("\r\u001b[K");
    this.drawn = false;
  }

  private bar(manifest: RunManifest, columns: number): string {
    const done = Math.floor(BAR * fraction(manifest));
    const text = ` ${percent(manifest).padStart(5)}  ${bins(manifest)}${timeLeft(manifest)}`;
    const name = columns > BAR + text.length + this.name.length + 2 ? `${this.name} ` : "";
    if (columns <= BAR + text.length) return text.trim().slice(0, columns - 1);
    const { err } = this.terminal;
    return `${name}${paint(this.terminal, err, "cyan", "━".repeat(done))}${paint(this.terminal, err, "dim", "─".repeat(BAR - done))}${text}`;
  }
}

function fraction({ bins_done, n_time_bins }: RunManifest): number {
  return n_time_bins === 0 ? 1 : bins_done / n_time_bins;
}

function percent(manifest: RunManifest): string {
  return `${Math.floor(100 * fraction(manifest))} %`;
}

function bins({ bins_done, n_time_bins }: RunManifest): string {
  return `${whole(bins_done)} of ${whole(n_time_bins)} bins`;
}

/** The time that is left if the run goes on as fast as until now; nothing while that cannot be known. */
function timeLeft({ bins_done, n_time_bins, elapsed_seconds }: RunManifest): string {
  return bins_done > 0 && elapsed_seconds >= WARM_UP_SECONDS ? `, ${duration((elapsed_seconds / bins_done) * (n_time_bins - bins_done))} left` : "";
}
