import { existsSync } from "node:fs";
import { join } from "node:path";
import { tolerate } from "../files/attempt";
import type { RunManifest } from "../protocol/manifest";
import { agreementText } from "../text/agreement";
import { count, duration, keyText, plural, rate, whole } from "../text/numbers";
import { SPIKES_FILE } from "../runs/layout";
import { Shown, shown } from "./shown";
import { populationSparkline } from "./sparkline";
import { paint, shownPath, type Terminal } from "./terminal";

const SPARKLINE_COLUMNS = 60;

/** A run's results in a few lines. */
export function summaryText(terminal: Terminal, name: string, folder: string, manifest: RunManifest): Shown {
  const dim = (text: string): Shown => paint(terminal, terminal.out, "dim", text);
  return Shown.lines([
    shown`${statusMark(terminal, manifest)} ${paint(terminal, terminal.out, "bold", name)} ${statusText(folder, manifest)}`,
    shown`  ${sizeText(manifest)}${dim(`, key ${keyText(manifest.random_key)}, ${manifest.inverse_link_function}`)}`,
    ...(manifest.bins_done > 0 ? [shown`  ${spikesText(manifest)}`, ...sparkline(terminal, folder, manifest)] : []),
    ...differenceText(terminal, manifest),
    shown`  ${dim("run in")} ${shownPath(folder)}`,
  ]);
}

/** Only where spikes are expected to differ from NeMoS'. */
function differenceText(terminal: Terminal, { engine }: RunManifest): Shown[] {
  const isKnown = engine.expected_differing_draws !== undefined && engine.promise === undefined;
  return isKnown ? [shown`  ${paint(terminal, terminal.out, "yellow", agreementText(engine))}`] : [];
}

function statusMark(terminal: Terminal, { status }: RunManifest): Shown {
  if (status === "finished") return paint(terminal, terminal.out, "green", "✓");
  return status === "cancelled"
    ? paint(terminal, terminal.out, "yellow", "■")
    : paint(terminal, terminal.out, "red", "✗");
}

function statusText(folder: string, { status, bins_done, n_time_bins, elapsed_seconds }: RunManifest): string {
  const took = duration(elapsed_seconds);
  if (status === "finished") return `finished in ${took}`;
  return `${status} after ${whole(bins_done)} of ${whole(n_time_bins)} bins and ${took}; ${keptText(folder, bins_done)}`;
}

function keptText(folder: string, binsDone: number): string {
  if (!existsSync(join(folder, SPIKES_FILE))) return "its folder is gone, and what was simulated with it";
  return binsDone === 0 ? "no bin was simulated" : "what was simulated is kept";
}

function sizeText({ n_neurons, bins_done, bin_size }: RunManifest): string {
  const seconds = bin_size === null ? "" : ` (${duration(bins_done * bin_size)})`;
  return `${plural(n_neurons, "neuron")} × ${plural(bins_done, "bin")}${seconds}`;
}

function spikesText({ spikes_total, rate_mean, rate_min, rate_max, bin_size }: RunManifest): string {
  const spikes = `${count(spikes_total)} ${spikes_total === 1 ? "spike" : "spikes"}`;
  if (rate_mean === null || rate_min === null || rate_max === null) return spikes;
  return `${spikes}, mean rate ${rate(rate_mean, bin_size)}, lowest ${rate(rate_min, bin_size)}, highest ${rate(rate_max, bin_size)}`;
}

/** The population rate over the run, drawn in characters. */
function sparkline(terminal: Terminal, folder: string, { n_neurons, bin_size }: RunManifest): Shown[] {
  // null if the run's folder is gone, which the status line reports.
  const drawn = tolerate(() => populationSparkline(folder, n_neurons, SPARKLINE_COLUMNS));
  if (!drawn) return [];
  const { line, low, high } = drawn;
  const range = `population rate, ${rate(low, bin_size)} to ${rate(high, bin_size)}`;
  return [shown`  ${paint(terminal, terminal.out, "cyan", line)} ${paint(terminal, terminal.out, "dim", range)}`];
}
