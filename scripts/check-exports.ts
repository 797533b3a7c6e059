// Exports runs in every format and opens the files by the tools that they are meant for (NumPy, SciPy, pynapple), which must find the
// same spikes and rates: scripts/check-exports/check.py, in .venv with packages from PyPI. Needs Python 3.11 or newer.
// Usage: npm run check-exports
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXPORTERS, exportRun } from "../src/runs/export";
import { type Fabrication, fabricateRun } from "../test/support/fabricate";
import { runPython } from "./lib/python.mjs";

const FOLDER = join("out", "check-exports");
const PACKAGES = ["numpy==2.4.6", "scipy==1.17.1", "pynapple==0.11.4"];

/** Bytes of the header that runs have. */
const NPY_HEADER = 128;

const RUNS: Readonly<Record<string, Fabrication>> = {
  named: {
    nNeurons: 7,
    nTimeBins: 5000,
    rate: 0.9,
    binSize: 0.001,
    groups: ["excitatory", "inhibitory"],
    manifest: { neurons: { names: ["a", "b", "c", "🧠", "naïve", "e e", "it's"], groups: [..."eeeeiii"] } },
  },
  // Its files have digests in test/unit/runs/export.
  recorded: { nNeurons: 5, nTimeBins: 2000, rate: 0.5, binSize: 0.001, groups: ["excitatory", "inhibitory"] },
  // Several blocks.
  wide: { nNeurons: 900, nTimeBins: 6000, binSize: 0.0125 },
  one: { nNeurons: 1, nTimeBins: 1, rate: 1, binSize: 2 },
  busy: { nNeurons: 4, nTimeBins: 2000, binSize: 0.005 },
  bins: { nNeurons: 3, nTimeBins: 1000, rate: 0.5 },
};

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const index: object[] = [];
for (const [run, fabrication] of Object.entries(RUNS)) {
  const folder = join(FOLDER, run);
  const { n_neurons: n, n_time_bins: nBins, bin_size, neurons: labels } = fabricateRun(folder, fabrication);
  if (run === "busy") manySpikes(join(folder, "spikes.npy"));
  const all = Array.from({ length: n }, (_, neuron) => neuron);
  const selections = [
    { name: "whole", start: 0, end: nBins, neurons: all },
    {
      name: "part",
      start: Math.floor(nBins / 3),
      end: nBins,
      neurons: all.filter((neuron) => neuron % 3 !== 1).reverse(),
    },
  ];
  for (const exporter of EXPORTERS.filter(({ id }) => !id.startsWith("csv:"))) {
    const [format, what] = exporter.id.split(":");
    const binSize = bin_size === null && exporter.needs.length > 0 ? 0.02 : bin_size;
    for (const { name, start, end, neurons } of selections) {
      const file = `${run}-${name}-${format}-${what}.${exporter.extensions[0]}`;
      const range = { start, end };
      await exportRun(exporter, {
        folder,
        range,
        neurons: Uint32Array.from(neurons),
        file: join(FOLDER, file),
        ...(binSize !== null && { binSize: binSize }),
      });
      const chosen = (list: readonly string[] | null) => list && neurons.map((neuron) => list[neuron]);
      const [names, groups] = [chosen(labels.names), chosen(labels.groups)];
      index.push({ file, run, format, what, start, end, neurons, bin_size: binSize, names, groups });
    }
  }
}
writeFileSync(join(FOLDER, "index.json"), JSON.stringify(index));
runPython(PACKAGES, join("scripts", "check-exports", "check.py"), FOLDER);

/** Puts 0 to 12 spikes in each bin of a neuron. */
function manySpikes(file: string): void {
  const bytes = readFileSync(file);
  for (let at = NPY_HEADER, i = 0; at < bytes.length; at += 4, i++) bytes.writeInt32LE((i * i + (i >> 3)) % 13, at);
  writeFileSync(file, bytes);
}
