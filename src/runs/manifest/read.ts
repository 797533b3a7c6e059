import { hostname } from "node:os";
import { join } from "node:path";
import { ANYWHERE, type FileAccess } from "../../files/access";
import { readText, readTextAsync } from "../../files/open";
import { MANIFEST_FILE, type RunManifest, type ShownStatus } from "../../protocol/manifest";
import { manifestSchema } from "../../protocol/manifest-schema";

/** Most bytes of a manifest: names, groups and stimuli of its config (4 MB at most), and its own figures. */
const MOST_BYTES = 20e6;

/** Bounds of nesting, beyond which parsing takes seconds. A real manifest has lists five deep and objects of some forty keys. */
const DEEPEST = 64;
const MOST_KEYS = 1000;

/** The largest process id of any system. */
const LARGEST_PID = 0x7fffffff;

/** Milliseconds after which a running run whose manifest was not renewed counts as interrupted. */
const SILENCE = 60_000;

/** A run's manifest is missing or damaged. The message names the file and what is wrong with it. */
export class RunDamagedError extends Error {
  constructor(
    readonly file: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: ${message}`, options);
    this.name = "RunDamagedError";
  }
}

/** Reads a run's manifest. Throws RunDamagedError when it is missing, cannot be read, or is not a manifest of a known version. */
export function readManifest(folder: string, access: FileAccess = ANYWHERE): RunManifest {
  const file = join(folder, MANIFEST_FILE);
  try {
    return parseManifest(readText(file, MOST_BYTES, access), file);
  } catch (error) {
    throw damaged(error, file);
  }
}

/** The same without blocking this thread. */
export async function readManifestAsync(folder: string, access: FileAccess = ANYWHERE): Promise<RunManifest> {
  const file = join(folder, MANIFEST_FILE);
  try {
    return parseManifest(await readTextAsync(file, MOST_BYTES, access), file);
  } catch (error) {
    throw damaged(error, file);
  }
}

function damaged(error: unknown, file: string): RunDamagedError {
  if (error instanceof RunDamagedError) return error;
  const reason = (error as Error).message.replaceAll(file, MANIFEST_FILE);
  return new RunDamagedError(file, `the run's manifest cannot be read: ${reason}`, { cause: error });
}

/** The same from the manifest's text; `file` is named in errors. */
export function parseManifest(text: string, file: string): RunManifest {
  checkNesting(text, file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new RunDamagedError(file, `the run's manifest is not JSON (${(error as Error).message})`, { cause: error });
  }
  checkVersion(value, file);
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new RunDamagedError(
      file,
      `the run's manifest is damaged at ${path.map(String).join(".") || "its beginning"}: ${message}`,
    );
  }
  checkConsistency(parsed.data, file);
  return parsed.data;
}

/** The status to show: a running run whose process is gone or silent was interrupted. */
export function shownStatus(manifest: RunManifest, now = Date.now()): ShownStatus {
  if (manifest.status !== "running") return manifest.status;
  const silent = now - Date.parse(manifest.updated) > SILENCE;
  return silent || isGone(manifest.process) ? "interrupted" : "running";
}

/** Whether a process of this computer has ended; false for processes of other computers. */
export function isGone({ pid, host }: RunManifest["process"]): boolean {
  if (host !== hostname()) return false;
  if (!(pid > 0 && pid <= LARGEST_PID)) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function inconsistent(file: string, what: string): RunDamagedError {
  return new RunDamagedError(file, `the run's manifest is damaged: ${what}`);
}

/** Checks how deep the text nests and how many keys its objects have, before it is parsed. */
function checkNesting(text: string, file: string): void {
  const keys: number[] = [];
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === "\\") at++;
        break;
      case "{":
      case "[":
        if (keys.push(0) > DEEPEST) throw inconsistent(file, `its lists lie more than ${DEEPEST} deep in each other`);
        break;
      case "}":
      case "]":
        keys.pop();
        break;
      case ":":
        if (++keys[keys.length - 1] > MOST_KEYS)
          throw inconsistent(file, `an object in it has more than ${MOST_KEYS} keys`);
    }
  }
}

function checkVersion(value: unknown, file: string): void {
  const { format, format_version: version } = (value ?? {}) as { format?: unknown; format_version?: unknown };
  if (format !== "spikeloop-run")
    throw new RunDamagedError(file, `not a run's manifest: "format" is not "spikeloop-run"`);
  if (typeof version === "number" && version > 1) {
    throw new RunDamagedError(
      file,
      `this run has format version ${version}, which a newer Spikeloop wrote; update Spikeloop to open it`,
    );
  }
}

function checkConsistency({ bins_done, n_time_bins, n_neurons, spikes_per_neuron }: RunManifest, file: string): void {
  if (bins_done > n_time_bins)
    throw inconsistent(file, `bins_done (${bins_done}) is more than n_time_bins (${n_time_bins})`);
  if (spikes_per_neuron && spikes_per_neuron.length !== n_neurons)
    throw inconsistent(file, `spikes_per_neuron has ${spikes_per_neuron.length} entries for ${n_neurons} neurons`);
}
