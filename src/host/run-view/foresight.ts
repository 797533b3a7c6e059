import type { Foreseen, Question } from "../../protocol/panel";
import type { RunQueries, RunSnapshot } from "../../protocol/queries";

/** Only what is answered at once, and is no burden to a page, is worth foreseeing. */
const MOST_NEURON_BINS = 1e6;
const MOST_BYTES = 1 << 18;

/** Shapes of runs that are remembered; the one seen longest ago is forgotten first. */
const KEPT = 16;

/**
 * Knows what the views of runs ask first: a run of the same shape is most likely asked the same, so that the answers can be written into
 * its page. One that asks something else after all (its window has another size) is answered as always.
 */
export class Foresight {
  private readonly asked = new Map<string, readonly Question[]>();

  /** A run's view has asked this for its first picture. What is asked of a run that goes on is another thing each time. */
  learn(run: RunSnapshot, questions: readonly Question[]): void {
    if (run.shownStatus === "running") return;
    const shape = shapeOf(run);
    this.asked.delete(shape);
    this.asked.set(shape, questions);
    const [longestAgo] = this.asked.keys();
    if (this.asked.size > KEPT) this.asked.delete(longestAgo);
  }

  /** Answers to what the run's view is likely to ask; none where that is not known, or would take long. */
  async answers(run: RunSnapshot, queries: RunQueries): Promise<readonly Foreseen[]> {
    const { manifest } = run;
    if (manifest.bins_done * manifest.n_neurons > MOST_NEURON_BINS) return [];
    const questions = this.asked.get(shapeOf(run)) ?? [];
    try {
      const answers = await Promise.all(
        questions.map(async ({ method, argument }) => {
          const ask = queries[method] as (argument: unknown) => Promise<unknown>;
          return { method, argument, answer: await ask(argument) };
        }),
      );
      return bytesOf(answers) > MOST_BYTES ? [] : answers;
    } catch {
      // The page asks again, and tells what is wrong.
      return [];
    }
  }
}

function shapeOf({ shownStatus, manifest: { n_neurons, n_features, n_time_bins, bins_done } }: RunSnapshot): string {
  return [shownStatus, n_neurons, n_features, n_time_bins, bins_done].join(" ");
}

function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + bytesOf(part), 0);
}
