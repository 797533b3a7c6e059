import { isStimuli } from "../config/feedforward";
import type { Config } from "../config/schema";
import type { ResolvedConfig } from "../config/types";
import type { InputFile } from "../protocol/manifest";
import { normalInPython } from "./repeat-normal";
import { stimuliInPython } from "./repeat-stimuli";

/** Lines of Python that make `feedforward_input` (n_bins, N, K), and the modules they need. */
export interface PythonFeedforward {
  readonly imports: readonly string[];
  readonly code: string;
}

/** A feedforward input that inputs.npz does not hold, read from its file or made anew from the config's description. */
export function feedforwardInPython(resolved: ResolvedConfig, file: InputFile | undefined): PythonFeedforward {
  if (resolved.feedforwardIsFile && file) return fromFile(file, resolved);
  const value = resolved.feedforwardValue as NonNullable<Config["feedforward_input"]>;
  if (isStimuli(value)) return { imports: [], code: stimuliInPython(value, resolved) };
  return { imports: [], code: `feedforward_input = ${described(value, shapeOf(resolved))}[:n_bins]\n` };
}

function shapeOf({ nTimeBins, model }: ResolvedConfig): string {
  return `(${nTimeBins}, ${model.nNeurons}, ${model.nFeatures})`;
}

/** One number for all, or normal numbers. */
function described(value: unknown, shape: string): string {
  if (typeof value === "number") return `np.full(${shape}, ${value}, dtype=np.float32)`;
  const { fill, normal } = value as { fill?: number; normal?: Record<string, number> };
  if (fill !== undefined) return `np.full(${shape}, ${fill}, dtype=np.float32)`;
  return normalInPython(normal ?? {}, shape);
}

/** A file may hold more bins than were asked for. */
function fromFile({ file, array, sha256 }: InputFile, { model }: ResolvedConfig): PythonFeedforward {
  const shape = `(-1, ${model.nNeurons}, ${model.nFeatures})`;
  const path = JSON.stringify(file);
  const check = `
feedforward_file = here / ${path}
if hashlib.sha256(np.memmap(feedforward_file, dtype=np.uint8, mode="r")).hexdigest() != "${sha256}":
    print(f"{feedforward_file} has changed since the run: the spikes may differ")
`.trimStart();
  if (/\.csv$/i.test(file)) return { imports: ["hashlib", "re"], code: `${check}${CSV_READER}feedforward_input = read_csv(feedforward_file).reshape${shape}[:n_bins]\n` };
  const loaded = array === undefined ? 'np.load(feedforward_file, mmap_mode="r")' : `np.load(feedforward_file)[${JSON.stringify(array)}]`;
  return { imports: ["hashlib"], code: `${check}feedforward_input = ${loaded}[:n_bins]\n` };
}

const CSV_READER = `

def read_csv(path):
    """The numbers of a .csv file; lines that are not numbers (a header, comments, empty lines) are passed over."""
    rows = []
    for line in open(path, encoding="utf-8-sig"):
        try:
            rows.append([float(cell) for cell in re.split(r"\\s*[,;]\\s*|\\s+", line.replace('"', "").strip())])
        except ValueError:
            pass
    return np.array(rows)


`;
