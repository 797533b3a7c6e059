import { shown } from "./shown";

/** What --help prints. */
export const HELP = shown`Spikeloop simulates recurrent GLM networks of spiking neurons, spike for spike as NeMoS does.

Usage
  spikeloop simulate CONFIG…   simulate configs (*.glm.json), several at once
  spikeloop check CONFIG…      say what is wrong with configs, or what they resolve to; simulate nothing
  spikeloop export RUN --to csv
                               write a run (its folder or its run.glmrun.json) to files of another format

Options of simulate and check
  --out FOLDER   folder of the run, new or empty (one run only);
                 else a new one in NAME.runs beside NAME.glm.json
  --key K        random key: a seed from 0 to 4294967295,
  --key HI,LO    or both words, as jax.random.key_data gives them;
                 given several times, each config is simulated with each key
  --bins T       number of time bins, instead of the config's
  --threads N    most threads that simulate, instead of one for each core: one run uses
                 several where that is faster, of several runs each has one. Results are the same.
  --json         print one line of JSON a run: its manifest and "run", its folder
  --quiet        print neither progress nor summary, only what went wrong

Options of export
  --to csv           the format
  --what WHAT        spikes: counts, a line a bin, a column a neuron; rates: the same of rates, in counts per bin;
                     both (if left out): two files; spike-list: neuron,bin[,time], a line a spike;
                     sparse: bin[,time_s],neuron,count[,name], a line for each bin and neuron with spikes
  --bins A:B         bins A to B - 1, instead of all
  --neurons LIST     indices, ranges, names and groups, e.g. 0,3,10:20,excitatory, instead of all
  --bin-size S       seconds per bin, instead of the run's
  --out FILE         else a file named by the run in this folder; of two files NAME-spikes.csv and NAME-rates.csv

--help, --version

Progress and problems (file:line:column: error: message) go to stderr, results to stdout, in the order of the configs and
keys. Ctrl-C stops all runs and keeps what was simulated; twice quits at once. Exit codes: 0 finished, 1 stopped early,
2 bad config or usage, 130 interrupted; of several runs the highest.
`;
