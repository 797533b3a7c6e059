import { Eta } from "../protocol/eta";
import type { RunManifest } from "../protocol/manifest";
import { duration, whole } from "../text/numbers";
import { ProgressLine } from "./progress-line";
import type { Terminal } from "./terminal";

/** Shows the progress of runs. `run` is a run's index: 0, 1, 2 … */
export interface Progress {
  update(run: number, manifest: RunManifest): void;
  ended(run: number): void;
  /** Erases the line, so that something else can be printed. */
  clear(): void;
}

/** Of one run: its bins. */
export function progressOfOne(terminal: Terminal, name: string): Progress {
  const line = new ProgressLine(terminal, name);
  const eta = new Eta();
  return {
    update(_run, { bins_done: done, n_time_bins: total, elapsed_seconds: elapsed }) {
      const left = timeLeft(eta.update(done, elapsed, total));
      line.show(done / total, `${whole(done)} of ${whole(total)} bins${left}`, elapsed);
    },
    ended: () => undefined,
    clear: () => line.clear(),
  };
}

/** Of several: how many are done, and their mean progress. `now` is in seconds. */
export function progressOfSeveral(
  terminal: Terminal,
  runs: number,
  now: () => number = () => performance.now() / 1000,
): Progress {
  const line = new ProgressLine(terminal, `${runs} runs`);
  const eta = new Eta();
  const start = now();
  const shares = new Map<number, number>();
  let over = 0;
  return {
    update(run, { bins_done: done, n_time_bins: total }) {
      shares.set(run, done / total);
      const sum = [...shares.values()].reduce((a, b) => a + b, 0);
      const elapsed = now() - start;
      line.show(sum / runs, `${over} done${timeLeft(eta.update(sum, elapsed, runs))}`, elapsed);
    },
    ended(run) {
      shares.set(run, 1);
      over++;
    },
    clear: () => line.clear(),
  };
}

function timeLeft(seconds: number | null): string {
  return seconds === null ? "" : `, ${duration(seconds)} left`;
}
