import { problemText, type Problem } from "../config/types";
import type { RunManifest } from "../protocol/manifest";
import { plural } from "../text/numbers";
import type { SimulationEvent } from "../simulation/messages";
import type { SimulateCommand } from "./arguments";
import { EXIT, type ExitCode } from "./exit-codes";
import type { Progress } from "./progress";
import { shown } from "./shown";
import { summaryText } from "./summary";
import { shownPath, type Terminal } from "./terminal";
import { OrderedOutput } from "./ordered-output";

/** Prints how runs go and end, in the order of the command, and finds the exit code. `run` is a run's index: 0, 1, 2 … */
export class Report {
  private readonly output = new OrderedOutput();
  private code: ExitCode = EXIT.finished;
  private isStopping = false;
  private nNotStarted = 0;
  /** Runs whose last event has come. */
  private readonly ended = new Set<number>();
  private readonly printedProblems = new Set<string>();

  constructor(
    private readonly command: Pick<SimulateCommand, "json" | "quiet">,
    private readonly terminal: Terminal,
    private readonly names: readonly string[],
    private readonly progress: Progress,
  ) {}

  onEvent(run: number, event: SimulationEvent): void {
    switch (event.type) {
      case "estimate":
      case "started":
        return;
      case "progress":
        if (!this.command.quiet && !this.isStopping) this.progress.update(run, event.manifest);
        return;
      case "ended":
        this.end(run, codeOf(event.manifest));
        return this.print(run, () => this.printEnd(run, event.runFolder, event.manifest));
      case "warnings":
        return this.print(run, () => this.printProblems(event.problems));
      case "problems":
        this.end(run, EXIT.badConfigOrUsage);
        return this.print(run, () => this.printProblems(event.problems));
      case "refused":
        this.end(run, this.isStopping ? EXIT.interrupted : EXIT.stoppedEarly);
        return this.print(run, () =>
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

  /** All events of the run have come. If there was none, an interrupt came before it started. */
  over(run: number): void {
    if (!this.ended.has(run)) {
      this.nNotStarted++;
      this.end(run, EXIT.interrupted);
    }
    this.progress.ended(run);
    this.output.end(run);
  }

  /** Ends the output after the last run. Returns the highest exit code of all runs. */
  close(): ExitCode {
    this.progress.clear();
    if (this.nNotStarted > 0) this.terminal.err.write(shown`${plural(this.nNotStarted, "run")} did not begin.\n`);
    return this.code;
  }

  private end(run: number, code: ExitCode): void {
    this.ended.add(run);
    this.code = Math.max(this.code, code) as ExitCode;
  }

  private print(run: number, print: () => void): void {
    this.output.add(run, () => {
      this.progress.clear();
      print();
    });
  }

  private printEnd(run: number, runFolder: string, manifest: RunManifest): void {
    const {
      terminal,
      command: { json, quiet },
    } = this;
    const name = this.names[run];
    if (json) terminal.out.write(shown`${JSON.stringify({ ...manifest, run: runFolder })}\n`);
    else if (!quiet) terminal.out.write(summaryText(terminal, name, runFolder, manifest));
    if (manifest.error) terminal.err.write(shown`${name}: ${manifest.status}: ${manifest.error.message}\n`);
  }

  private printProblems(problems: readonly Problem[]): void {
    for (const problem of problems) {
      const text = problemText({ ...problem, file: shownPath(problem.file) });
      // Runs of one config with several keys have the same problems.
      if (!this.printedProblems.has(text)) this.terminal.err.write(shown`${text}\n`);
      this.printedProblems.add(text);
    }
  }
}

function codeOf({ status }: RunManifest): ExitCode {
  if (status === "finished") return EXIT.finished;
  return status === "cancelled" ? EXIT.interrupted : EXIT.stoppedEarly;
}
