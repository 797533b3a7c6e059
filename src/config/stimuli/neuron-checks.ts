import { shorten } from "../../text/shorten";
import type { Sizes } from "../shapes/dimensions";
import type { Path } from "../text/document";
import { isStimuli } from "../feedforward";
import { describe } from "../text/messages";
import { NeuronIndex, NO_LABELS } from "./neurons";
import type { Problems } from "../text/problems";
import type { Config } from "../schema/config";
import type { Stimulus } from "../schema/stimuli";

/** Checks the neurons and times of stimuli, and whether names and groups are unambiguous. */
export function checkNeurons(config: Partial<Config>, { N, T }: Sizes, problems: Problems): void {
  const { neurons, feedforward_input: input } = config;
  const labels = { ...NO_LABELS, ...neurons };
  const index = new NeuronIndex(N ?? 0, labels);
  checkNames(index, problems);
  if (!Array.isArray(input) || !isStimuli(input)) return;
  input.forEach((stimulus, i) => {
    if (N !== undefined) checkChoice(stimulus, ["feedforward_input", i, "neurons"], index, problems);
    if (T !== undefined) checkTime(stimulus, ["feedforward_input", i], T, problems);
  });
}

/** Names are looked for before groups, and all neurons of a name are reached: whoever gave a name twice may mean something else. */
function checkNames(index: NeuronIndex, problems: Problems): void {
  const warn = (neuron: number, message: () => string): void =>
    problems.atValue(["neurons", "names", neuron], message, { severity: "warning" });
  for (const [name, [first, ...others]] of index.named) {
    if (others.length > 0)
      warn(
        others[0],
        () =>
          `neurons ${listed([first, ...others])} have one name, "${shorten(name)}"; a stimulus to it reaches all of them`,
      );
    const group = index.grouped.get(name);
    if (!group || sameNeurons(group, [first, ...others])) continue;
    const reached = others.length > 0 ? `neurons ${listed([first, ...others])}` : `neuron ${first} alone`;
    warn(
      first,
      () =>
        `"${shorten(name)}" is a name of ${others.length > 0 ? "neurons" : "a neuron"} and a group of ${listed(group)}; a stimulus to it takes the name: it reaches ${reached}`,
    );
  }
}

function checkChoice({ neurons: choice }: Stimulus, path: Path, index: NeuronIndex, problems: Problems): void {
  if (Array.isArray(choice) && choice.length === 0) {
    problems.atValue(path, 'no neuron is chosen, so this stimulus reaches none; leave "neurons" out to reach all', {
      severity: "warning",
    });
  }
  const wrong = index.wrongChoice(choice);
  if (wrong) problems.atValue(Array.isArray(choice) ? [...path, wrong.position] : path, wrong.message);
}

function checkTime(stimulus: Stimulus, path: Path, nTimeBins: number, problems: Problems): void {
  const [kind, timed] =
    "step" in stimulus ? ["step", stimulus.step] : "pulses" in stimulus ? ["pulses", stimulus.pulses] : ["", null];
  if (!timed || timed.start < nTimeBins) return;
  const message = (): string =>
    `${describe([...path, kind])} begins at bin ${timed.start}, and the last bin is ${nTimeBins - 1}: nothing of it falls within the run`;
  problems.atValue([...path, kind, "start"], message, { severity: "warning" });
}

/** Most indices listed in a message. */
const MOST_LISTED = 5;

function listed(neurons: readonly number[]): string {
  const shown = neurons.slice(0, MOST_LISTED).join(", ");
  return neurons.length > MOST_LISTED ? `${shown} and ${neurons.length - MOST_LISTED} more` : shown;
}

function sameNeurons(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((neuron, i) => neuron === others[i]);
}
