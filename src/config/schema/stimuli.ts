import * as z from "zod";
import { normalParameters } from "../sources/computed/normal";
import { SOURCES } from "./sources";
import { helped, positive, real, someOf, someText, value, wholeFrom, type Help, type Snippet } from "./numbers";

const selection = z.union([z.int().min(0), someText]);
const target = {
  neurons: helped(
    z.union([z.array(selection), selection]),
    "Which neurons get it: indices from 0, names or groups of `neurons`, in a list. All when left out.",
  ).optional(),
  feature: helped(
    wholeFrom(0),
    "Which feature of `feedforward_input` it is added to, counted from 0; 0 when left out.",
    value(0),
  ).optional(),
};
const amplitude = helped(
  real,
  "How much is added to the input. It reaches a neuron multiplied by its `feedforward_coef`.",
  value(1),
);
const start = helped(wholeFrom(0), "First bin, counted from 0.");
const duration = helped(wholeFrom(1), "Length in bins.");

const STIMULI = {
  constant: helped(z.strictObject({ amplitude }), "The same in every bin.", {
    label: "amplitude",
    body: { amplitude: "^${1:1}" },
  }),
  step: helped(
    z.strictObject({ start, duration, amplitude }),
    "On for a while: `amplitude` from bin `start` for `duration` bins, else 0.",
    {
      label: "start, duration, amplitude",
      body: { start: "^${1:200}", duration: "^${2:100}", amplitude: "^${3:1}" },
    },
  ),
  pulses: helped(
    z.strictObject({
      start,
      duration,
      period: helped(wholeFrom(1), "Bins from the beginning of one pulse to that of the next."),
      amplitude,
    }),
    "On for `duration` bins again and again, every `period` bins from bin `start` on.",
    {
      label: "start, duration, period, amplitude",
      body: { start: "^${1:0}", duration: "^${2:20}", period: "^${3:200}", amplitude: "^${4:1}" },
    },
  ),
  sine: helped(
    z.strictObject({
      period: helped(positive, "Length of one oscillation in bins."),
      phase: helped(real, "Phase at bin 0 in radians; 0 when left out.").optional(),
      amplitude,
    }),
    "`amplitude * sin(2 π t / period + phase)` at bin t.",
    { label: "period, phase, amplitude", body: { period: "^${1:200}", phase: "^${2:0}", amplitude: "^${3:1}" } },
  ),
  normal: helped(
    normalParameters,
    "White noise: `mean + std * jax.random.normal(jax.random.key(seed), (T, N))`, drawn for all neurons, then added to the chosen ones.",
    { label: "seed, mean, std", body: { seed: "^${1:0}", mean: "^${2:0}", std: "^${3:1}" } },
  ),
} as const;

type StimulusKind = keyof typeof STIMULI;
const KINDS = Object.keys(STIMULI) as StimulusKind[];

const stimulus = z.union([
  z.strictObject({ constant: STIMULI.constant, ...target }),
  z.strictObject({ step: STIMULI.step, ...target }),
  z.strictObject({ pulses: STIMULI.pulses, ...target }),
  z.strictObject({ sine: STIMULI.sine, ...target }),
  z.strictObject({ normal: STIMULI.normal, ...target }),
]);
export type Stimulus = z.infer<typeof stimulus>;

const snippet = (kind: StimulusKind): Snippet => {
  const {
    markdownDescription,
    defaultSnippets: [{ body }],
  } = STIMULI[kind].meta() as unknown as Required<Help>;
  return { label: `{ "${kind}": … }`, description: markdownDescription, body: { [kind]: body } };
};
/** Stimuli that add up. */
export const stimuli = someOf(helped(stimulus, "One stimulus; all in the list add up.", ...KINDS.map(snippet)));

/** An array, or stimuli that add up. */
export const feedforwardInput = z.union([...SOURCES, stimuli]);
