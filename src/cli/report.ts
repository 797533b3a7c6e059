import { problemText } from "../config/text/problems";
import type { Problem } from "../config/types";
import type { RunManifest } from "../protocol/manifest";
import { plural } from "../text/numbers";
import type { SimulationEvent } from "../simulation/messages";
import type { SimulateCommand } from "./arguments";
import { EXIT, type ExitCode } from "./exit-codes";
import type { Progress } from "./progress";
import { shown } from "./shown";
import { summaryText } from "./summary";
import { shownPath, type Terminal } from "./terminal";
import { Turns } from "./ordered-output";

/**
 * Says how runs go and end, in the order of the command whichever ends first, and finds the exit code. Runs are told apart by their place:
 * 0, 1, 2 …
 */
export class Report {
  private readonly turns = new Turns();
  private code: ExitCode = EXIT.finished;
  private isStopping = false;
  private nNotBegun = 0;
  /** Runs of which it was heard how they ended. */
  private readonly ended = new Set<number>();
  private readonly toldProblems = new Set<string>();

  constructor(
    private readonly command: Pick<SimulateCommand, "json" | "quiet">,
    private readonly terminal: Terminal,
    private readonly names: readonly string[],
    private readonly progress: Progress,
  ) {}

  hear(run: number, event: SimulationEvent): void {
    switch (event.type) {
      case "estimate":
      case "started":
        return;
      case "progress":
        if (!this.command.quiet && !this.isStopping) this.progress.update(run, event.manifest);
        return;
      case "ended":
        this.end(run, codeOf(event.manifest));
        return this.say(run, () => this.tellEnd(run, event.runFolder, event.manifest));
      case "warnings":
        return this.say(run, () => this.tellProblems(event.problems));
      case "problems":
        this.end(run, EXIT.badConfigOrUsage);
        return this.say(run, () => this.tellProblems(event.problems));
      case "refused":
        this.end(run, this.isStopping ? EXIT.interrupted : EXIT.stoppedEarly);
        return this.say(run, () =>
          this.terminal.err.write(shown`${this.names[run]}: not simulated: ${event.message}\n`),
        );
    }
  }

  stopping(): void {
    this.isStopping = true;
    this.progress.clear();
    this.terminal.err.write(
      shown`Stopping after this block of bins; what was simulated is kept. Ctrl-C again quits at once.\n`,
    );
  }

  /** The run has ended in one way or another, and all of it was heard: where that is nothing, an interrupt came before it could begin. */
  over(run: number): void {
    if (!this.ended.has(run)) {
      this.nNotBegun++;
      this.end(run, EXIT.interrupted);
    }
    this.progress.ended(run);
    this.turns.end(run);
  }

  /** After the last run; returns the exit code: the highest of all. */
  close(): ExitCode {
    this.progress.clear();
    if (this.nNotBegun > 0) this.terminal.err.write(shown`${plural(this.nNotBegun, "run")} did not begin.\n`);
    return this.code;
  }

  private end(run: number, code: ExitCode): void {
    this.ended.add(run);
    this.code = Math.max(this.code, code) as ExitCode;
  }

  private say(run: number, act: () => void): void {
    this.turns.say(run, () => {
      this.progress.clear();
      act();
    });
  }

  private tellEnd(run: number, runFolder: string, manifest: RunManifest): void {
    const {
      terminal,
      command: { json, quiet },
    } = this;
    const name = this.names[run];
    if (json) terminal.out.write(shown`${JSON.stringify({ ...manifest, run: runFolder })}\n`);
    else if (!quiet) terminal.out.write(summaryText(terminal, name, runFolder, manifest));
    if (manifest.error) terminal.err.write(shown`${name}: ${manifest.status}: ${manifest.error.message}\n`);
  }

  private tellProblems(problems: readonly Problem[]): void {
    for (const problem of problems) {
      const text = problemText({ ...problem, file: shownPath(problem.file) });
      // Runs of one config with several keys have the same problems.
      if (!this.toldProblems.has(text)) this.terminal.err.write(shown`${text}\n`);
      this.toldProblems.add(text);
    }
  }
}

function codeOf({ status }: RunManifest): ExitCode {
  if (status === "finished") return EXIT.finished;
  return status === "cancelled" ? EXIT.interrupted : EXIT.stoppedEarly;
}
