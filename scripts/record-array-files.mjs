// Makes array files as NumPy, pandas, R, Excel and others write them, with how they are to be read: test/conformance/record/array_files.py
// in .venv, with NumPy and pandas from PyPI. Needs Python 3.11 or newer. The recorded 200 are part of the project; for more of them:
//   node scripts/record-array-files.mjs out/array-files 2000
//   SPIKELOOP_ARRAY_FILES=out/array-files node scripts/test-node.mjs conformance array-files
// Usage: node scripts/record-array-files.mjs [folder] [number]
import { join, resolve } from "node:path";
import { root } from "./lib/paths.mjs";
import { runPython } from "./lib/python.mjs";

const [folder = join(root, "test", "fixtures", "array-files"), number = "200"] = process.argv.slice(2);
runPython(
  ["numpy==2.4.6", "pandas==3.1.1"],
  join(root, "test", "conformance", "record", "array_files.py"),
  resolve(folder),
  number,
);
