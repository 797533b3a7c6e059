import type { CsvLayout } from "../../arrays/csv/read";
import { isStimuli } from "../../config/feedforward";
import type { Config } from "../../config/schema/config";
import { computedInPython, type ComputedValue } from "../../config/sources/computed";
import type { ResolvedConfig } from "../../config/types";
import type { InputFile } from "../../protocol/manifest";
import { stimuliInPython } from "./stimuli";

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
  // Numbers that are typed into the config are always copied, and files are read above.
  const whole = computedInPython(value as ComputedValue, shapeOf(resolved));
  return { imports: [], code: `feedforward_input = ${whole}[:n_bins]\n` };
}

function shapeOf({ nTimeBins, model }: ResolvedConfig): string {
  return `(${nTimeBins}, ${model.nNeurons}, ${model.nFeatures})`;
}

/** A file may hold more bins than were asked for. */
function fromFile({ file, array, sha256 }: InputFile, { model, files }: ResolvedConfig): PythonFeedforward {
  const shape = `(-1, ${model.nNeurons}, ${model.nFeatures})`;
  const path = JSON.stringify(file);
  const check = `
feedforward_file = here / ${path}
if hashlib.sha256(np.memmap(feedforward_file, dtype=np.uint8, mode="r")).hexdigest() != "${sha256}":
    print(f"{feedforward_file} has changed since the run: the spikes may differ")
`.trimStart();
  const csv = files.find(({ argument }) => argument === "feedforward_input")?.csv;
  if (csv)
    return {
      imports: ["hashlib"],
      code: `${check}${csvReader(csv)}feedforward_input = read_csv(feedforward_file).reshape${shape}[:n_bins]\n`,
    };
  const loaded =
    array === undefined
      ? 'np.load(feedforward_file, mmap_mode="r")'
      : `np.load(feedforward_file)[${JSON.stringify(array)}]`;
  return { imports: ["hashlib"], code: `${check}feedforward_input = ${loaded}[:n_bins]\n` };
}

/** Reads the file as it was read for the run: without its header and its index, with its own separator and decimal mark. */
function csvReader({ encoding, separator, decimalMark, passedOver, hasIndex }: CsvLayout): string {
  const strip = separator === "\t" ? 'strip(" \\r\\n")' : "strip()";
  const split = separator === " " ? "split()" : `split(${JSON.stringify(separator)})`;
  const first = hasIndex ? "[1:]" : "";
  const point = decimalMark === "," ? '.replace(",", ".")' : "";
  const header = passedOver.length > 0 ? `number in (${passedOver.join(", ")},) or ` : "";
  return `

def read_csv(path):
    """The numbers of a text file, without comments, empty lines and whatever the run passed over."""
    rows = []
    with open(path, encoding="${encoding === "utf-16" ? "utf-16" : "utf-8-sig"}") as lines:
        for number, line in enumerate(lines, 1):
            if ${header}not line.strip() or line.lstrip().startswith("#"):
                continue
            rows.append([float(cell.strip(' \\t\\r\\n"')${point}) for cell in line.${strip}.${split}${first}])
    return np.array(rows)


`;
}
