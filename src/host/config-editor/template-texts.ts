/** Configs to start from. Each runs as it is, without other files. */

export const TWO_NEURONS = `{
  "title": "Two neurons",

  // What past spikes do over the next 100 bins, in log-spaced bumps.
  "coupling_basis_matrix": { "basis": "RaisedCosineLog", "n_basis_funcs": 8, "window_size": 100 },

  // Neuron 0 excites neuron 1, which inhibits it; each is quieter after its own spikes.
  "coupling_coef": {
    "filters": { "difference_of_gammas": {} },
    "weights": [ // a row for each receiver, a column for each sender
      [-1, -2],
      [2, -1]
    ]
  },

  "intercepts": [-3.5, -4],
  "n_time_bins": 5000,
  "bin_size": 0.001, // seconds
  "random_key": 1
}
`;

export const NETWORK = `{
  "title": "Network with a stimulus",
  "neurons": {
    "groups": [
${["sensory", "excitatory", "inhibitory"].map((group) => groupLines(group, 8)).join(",\n")}
    ]
  },

  "coupling_basis_matrix": { "basis": "RaisedCosineLog", "n_basis_funcs": 5, "window_size": 80 },
  // Random coupling of all pairs: the same for the same seed.
  "coupling_coef": { "normal": { "seed": 1, "mean": -0.02, "std": 0.06 } },
  "intercepts": -4, // one number is every neuron's

  // The sensory neurons are driven for 300 bins of every 1000.
  "feedforward_coef": 1,
  "feedforward_input": [
    {
      "pulses": { "start": 500, "duration": 300, "period": 1000, "amplitude": 2 },
      "neurons": ["sensory"]
    }
  ],

  "n_time_bins": 5000,
  "bin_size": 0.001, // seconds
  "random_key": 1
}
`;

/** A group's name for each of its neurons, four on a line. */
function groupLines(group: string, neurons: number): string {
  const lines = Array<string>(neurons / 4).fill(Array<string>(4).fill(`"${group}"`).join(", "));
  return lines.map((line) => `      ${line}`).join(",\n");
}
