import { scanCsv } from "../../arrays/csv/read";
import { ArrayFileError } from "../../arrays/errors";
import { shapeText, sizeOf } from "../../arrays/ndarray";
import { remembered } from "../../files/remembered";
import type { SameFile } from "../../files/same-file";
import type { FileSource } from "../schema/sources";
import { checkFinite } from "./finite";
import { fault, type GivenArray } from "./given";
import { reading, readingAsync } from "./reading";

/** Shapes by file state: without a header the whole file is read for its shape. */
const lookedThrough = remembered((source) => scanCsv(source));

/** An array in a text file, scanned for its shape. A cell that is no number is reported before a wrong shape. */
export function csvArray(same: SameFile, given: FileSource, name: string, nAxes: number): GivenArray {
  const table = same.use((source) => lookedThrough(same.path, source));
  const shape = shapeFor(table.shape, given, nAxes);
  return {
    shape,
    file: { file: same.path, same, csv: table.layout },
    warnings: table.warnings.map((message) => ({ path: [], message: `${given.file}: ${message}` })),
    read: () => reading([], given.file, () => rounded(same, shape, name)),
    elements: null,
    disorder: "text",
    pass: {
      fortranOrder: false,
      run: (visit) =>
        readingAsync(
          [],
          given.file,
          async () => void same.use((source) => scanCsv(source, (values, row) => visit(values, row * values.length))),
        ),
    },
  };
}

/** Reads row by row into place, so that a large array is in memory only once. */
function rounded(same: SameFile, shape: readonly number[], name: string): Float32Array {
  const data = new Float32Array(sizeOf(shape));
  const { shape: now } = same.use((source) =>
    scanCsv(source, (values, row) => {
      const first = row * values.length;
      if (first + values.length > data.length) throw new ArrayFileError("it was changed meanwhile");
      data.set(values, first);
      checkFinite(data.subarray(first, first + values.length), first, shape, name, (flat) => values[flat - first]);
    }),
  );
  if (sizeOf(now) !== data.length) throw new ArrayFileError("it was changed meanwhile");
  return data;
}

function shapeFor([rows, columns]: readonly [number, number], given: FileSource, nAxes: number): readonly number[] {
  const found = `${given.file} has ${rows} rows of ${columns} numbers`;
  if (given.shape) {
    if (sizeOf(given.shape) !== rows * columns)
      throw fault(["shape"], `${found}, which do not fill the shape ${shapeText(given.shape)}`);
    return given.shape;
  }
  if (nAxes === 1) {
    if (rows !== 1 && columns !== 1) throw fault([], `${found}; one row or one column is expected`);
    return [rows * columns];
  }
  if (nAxes > 2)
    throw fault(
      [],
      `${found}; say how they fill ${nAxes} axes, e.g. { "file": "${given.file}", "shape": […] } (row by row)`,
    );
  return [rows, columns];
}
