import { visible } from "../text/display";
import { type Shown, shown } from "./shown";
import { paint, type Terminal } from "./terminal";

/** Least time between two lines where stderr is no terminal, in seconds. */
const LINE_SECONDS = 2;
const BAR = 28;

/** Progress on stderr: a bar on a terminal, a line every few seconds elsewhere. */
export class ProgressLine {
  private drawn = false;
  private lastLine = 0;

  private readonly name: string;

  constructor(
    private readonly terminal: Terminal,
    name: string,
  ) {
    // As it is printed, so that its width is right.
    this.name = visible(name);
  }

  /** Shows `share` (0 to 1) and `words`; without a terminal at most every LINE_SECONDS. */
  show(share: number, words: string, elapsedSeconds: number): void {
    const { err } = this.terminal;
    const percent = `${Math.floor(100 * share)} %`;
    if (err.isTTY) {
      err.write(shown`\r\u001b[K${this.bar(share, ` ${percent.padStart(5)}  ${words}`, err.columns)}`);
      this.drawn = true;
    } else if (elapsedSeconds - this.lastLine >= LINE_SECONDS) {
      this.lastLine = elapsedSeconds;
      err.write(shown`${this.name}: ${percent}, ${words}\n`);
    }
  }

  /** Erases the bar, so that something else can be printed. */
  clear(): void {
    if (this.drawn) this.terminal.err.write(shown`\r\u001b[K`);
    this.drawn = false;
  }

  private bar(share: number, text: string, columns: number): Shown {
    const done = Math.floor(BAR * share);
    const name = columns > BAR + text.length + this.name.length + 2 ? `${this.name} ` : "";
    if (columns <= BAR + text.length) return shown`${text.trim().slice(0, columns - 1)}`;
    const { err } = this.terminal;
    return shown`${name}${paint(this.terminal, err, "cyan", "━".repeat(done))}${paint(this.terminal, err, "dim", "─".repeat(BAR - done))}${text}`;
  }
}
