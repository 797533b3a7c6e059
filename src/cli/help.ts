import { EXPORTERS } from "../runs/export";
import { DEFAULT_BINS } from "../fits/config-of-fit";
import { BASIS_NAMES } from "../model/bases";
import { Shown, shown } from "./shown";

const FORMATS = [...new Set(EXPORTERS.map(({ id }) => id.split(":")[0]))];
const CONTENTS = EXPORTERS.map(({ id, detail }) => {
  const [format, content] = id.split(":");
  return shown`                       ${format.padEnd(8)} ${content.padEnd(10)} ${detail}`;
});

/** What --help prints. */
export const HELP = shown`Spikeloop simulates recurrent GLM networks of spiking neurons, spike for spike as NeMoS does.

Usage
  spikeloop simulate CONFIG…   simulate configs (*.glm.json), several at once
  spikeloop check CONFIG…      say what is wrong with configs, or what they resolve to; simulate nothing
  spikeloop export RUN --to FORMAT
                               write a run (its folder or its run.glmrun.json) to files of another format
  spikeloop import FIT         write a config that simulates a model which NeMoS fitted and saved (.npz)
  spikeloop helper [--out FILE]
                               print a short Python file that does so where the model still lives, with nothing to answer

Options of simulate and check
  --out FOLDER   folder of the run, new or empty (one run only);
                 else a new one in NAME.runs beside NAME.glm.json
  --key K        random key: a seed from 0 to 4294967295,
  --key HI,LO    or both words, as jax.random.key_data gives them;
                 given several times, each config is simulated with each key
  --bins T       number of time bins, instead of the config's
  --threads N    most threads that simulate, instead of one for each core: one run uses
                 several where that is faster, of several runs each has one. Results are the same.
  --json         print one line of JSON a run: its manifest and "run", its folder; of check one line a config:
                 "config", "ok", "problems", "dimensions" and "arithmetic", how far it agrees with NeMoS
  --quiet        print neither progress nor summary, only what went wrong

Options of export
  --to FORMAT        ${FORMATS.join(", ")}
  --what WHAT        both, which is meant when nothing is said, writes spikes and rates; or
${Shown.lines(CONTENTS)}  --bins A:B         bins A to B - 1, instead of all
  --neurons LIST     indices, ranges, names and groups, e.g. 0,3,10:20,excitatory, instead of all
  --bin-size S       seconds per bin, instead of the run's
  --out FILE         else a file named by the run in this folder; of two files NAME-spikes.csv and NAME-rates.csv

Options of import
  --basis NAME       the basis that the coupling was fitted with: ${BASIS_NAMES.join(", ")}
  --n-basis-funcs B  its number of functions
  --window W         its length in bins
  --basis-option KEY=VALUE
                     another parameter of it, e.g. width=3; may be given several times
  --basis-matrix FILE
                     the functions themselves, (W, B), instead of the four options above
  --coupling START:STOP
                     the N × B features that are coupling, or the name of their block; needed where it is not clear
  --feedforward START:STOP
                     the features of a stimulus, in the same way
  --feedforward-input FILE
                     the stimulus to simulate with, (T, N, K)
  --bin-size S       seconds per bin
  --bins T           number of time bins; else those of the stimulus, else ${DEFAULT_BINS}
  --key K            random key, else 0
  --out CONFIG       the config, which must not be there yet; else NAME.glm.json beside NAME.npz

--help, --version

Progress and problems (file:line:column: error: message) go to stderr, results to stdout, in the order of the configs and
keys. Ctrl-C stops all runs and keeps what was simulated; twice quits at once. Exit codes: 0 finished, 1 stopped early,
2 bad config or usage, 130 interrupted; of several runs the highest.
`;
