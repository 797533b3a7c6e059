import { type CsvTable, countsTable, ratesTable, sparseTable, spikeList } from "./csv-tables";
import { blocksOf, type ExportedRun, type Exporter } from "./exporter";

/** Tables with a header line and `\n` at the ends of lines; times are there when the bin size is known. */
export const CSV_EXPORTERS: readonly Exporter[] = [
  csv("sparse", "Spikes", "A line for each bin and neuron with spikes: bin, neuron, count", sparseTable),
  csv("rates", "Rates", "A line for each bin, a column for each neuron: counts per bin", ratesTable),
  csv("spikes", "Spike Counts", "A line for each bin, a column for each neuron: spikes per bin", countsTable),
  csv("spike-list", "Spike List", "A line for each single spike: neuron, bin", spikeList),
];

function csv(content: string, title: string, detail: string, tableOf: (run: ExportedRun) => CsvTable): Exporter {
  return {
    id: `csv:${content}`,
    title,
    detail,
    fileType: "CSV table",
    extensions: ["csv"],
    needs: [],
    async write(run, sink, onProgress, signal) {
      const { header, lines } = tableOf(run);
      sink.write(`${header}\n`);
      for await (const { start, end } of blocksOf(run, onProgress, signal))
        lines(start, end, (text) => sink.write(text));
    },
  };
}
