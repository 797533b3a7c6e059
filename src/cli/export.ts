import { basename, dirname, extname, join, resolve } from "node:path";
import { type NeuronChoice, SelectionError, selectNeurons } from "../config/stimuli/neurons";
import { MANIFEST_FILE } from "../runs/layout";
import type { RunManifest } from "../protocol/manifest";
import type { BinRange } from "../protocol/queries";
import { MissingBinSizeError, exportRun } from "../runs/export";
import { type Exporter, exportName } from "../runs/export/exporter";
import { readManifest, RunDamagedError } from "../runs/manifest/read";
import { forReaders } from "../runs/manifest/for-readers";
import { RunFiles } from "../runs/read/run-files";
import { errorText } from "../simulation/error-text";
import { plural, whole } from "../text/numbers";
import { EXIT, type ExitCode } from "./exit-codes";
import type { ExportCommand, NeuronItem } from "./export-arguments";
import { stopOnInterrupt } from "./interrupt";
import { UsageError } from "./options";
import { ProgressLine } from "./progress-line";
import { shown } from "./shown";
import { shownPath, type Terminal } from "./terminal";

/** Writes a run's files and prints their names. Returns the exit code. An interrupt leaves no partial file. */
export async function exportToFiles(command: ExportCommand, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(basename(command.run) === MANIFEST_FILE ? dirname(command.run) : command.run);
  const interrupt = stopOnInterrupt(() => undefined);
  interrupt.arm();
  let file = "";
  try {
    const manifest = forReaders(readManifest(folder));
    const range = rangeOf(command, folder, manifest);
    const neurons = command.neurons ? chosen(command.neurons, manifest) : null;
    for (const exporter of command.exporters) {
      file = resolve(fileOf(command, exporter, manifest));
      const request = { folder, range, neurons, file, binSize: command.binSize };
      const progress = new ProgressLine(terminal, basename(file));
      const start = performance.now();
      const onProgress = (share: number): void => progress.show(share, "written", (performance.now() - start) / 1000);
      await exportRun(exporter, request, onProgress, interrupt.signal).finally(() => progress.clear());
      terminal.out.write(shown`${shownPath(file)}\n`);
    }
    return EXIT.finished;
  } catch (error) {
    if (interrupt.signal.aborted) {
      terminal.err.write(shown`Interrupted: ${shownPath(file)} was not written.\n`);
      return EXIT.interrupted;
    }
    const option = error instanceof MissingBinSizeError ? ", or give --bin-size" : "";
    terminal.err.write(shown`${shownPath(folder)}: not exported: ${errorText(error)}${option}\n`);
    return BAD_COMMANDS.some((kind) => error instanceof kind) ? EXIT.badConfigOrUsage : EXIT.stoppedEarly;
  } finally {
    interrupt.disarm();
  }
}

const BAD_COMMANDS = [UsageError, SelectionError, MissingBinSizeError, RunDamagedError];

/** The requested bins; null: all. Throws UsageError where the run has fewer. */
function rangeOf({ bins: [start, end] }: ExportCommand, folder: string, manifest: RunManifest): BinRange | null {
  if (start === null && end === null) return null;
  const files = new RunFiles(folder, manifest);
  const { bins } = files;
  files.close();
  const range = { start: start ?? 0, end: end ?? bins };
  if (range.start < range.end && range.end <= bins) return range;
  const asked = `--bins ${start ?? ""}:${end ?? ""}`;
  throw new UsageError(`${asked} cannot be exported: the run has ${plural(bins, "bin")}, 0:${bins}`);
}

/** Throws SelectionError. */
function chosen(items: readonly NeuronItem[], { n_neurons: nNeurons, neurons: labels }: RunManifest): Uint32Array {
  const choice = items.flatMap((item): NeuronChoice & (number | string)[] => {
    if (typeof item !== "object") return [item];
    const [start, end] = [item[0] ?? 0, item[1] ?? nNeurons];
    if (start >= end || end > nNeurons)
      throw new SelectionError(`there are no neurons ${start}:${end}: the run has ${whole(nNeurons)}, 0:${nNeurons}`);
    return Array.from({ length: end - start }, (_, at) => start + at);
  });
  return selectNeurons(choice, nNeurons, labels);
}

/** `--out NAME.csv`; of two files NAME-spikes.csv and NAME-rates.csv. */
function fileOf({ out, exporters }: ExportCommand, exporter: Exporter, { config, run_number }: RunManifest): string {
  if (out === undefined) return exportName(basename(config).replace(/(\.glm)?\.jsonc?$/i, ""), run_number, exporter);
  if (exporters.length === 1) return out;
  const ending = extname(out);
  return join(dirname(out), `${basename(out, ending)}-${exporter.id.split(":")[1]}${ending}`);
}
