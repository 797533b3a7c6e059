/** What --help prints. */
export const HELP = `Spikeloop simulates recurrent GLM networks of spiking neurons, spike for spike as NeMoS does.

Usage
  spikeloop simulate CONFIG…   simulate configs (*.glm.json), one after the other
  spikeloop check CONFIG…      say what is wrong with configs, or what they resolve to; simulate nothing

Options
  --out FOLDER   folder of the run, new or empty (one config only);
                 else a new one in NAME.runs beside NAME.glm.json
  --key K        random key: a seed from 0 to 4294967295,
  --key HI,LO    or both words, as jax.random.key_data gives them
  --bins T       number of time bins, instead of the config's
  --json         print one line of JSON a run: its manifest and "run", its folder
  --quiet        print neither progress nor summary, only what went wrong
  --help, --version

Progress and problems (file:line:column: error: message) go to stderr, results to stdout. Ctrl-C stops a run and keeps what
was simulated; twice quits at once. Exit codes: 0 finished, 1 stopped early, 2 bad config or usage, 130 interrupted.
`;
