// Records fits of NeMoS and what NeMoS itself simulates with them, for test/conformance/fits.test.ts: in .venv with NeMoS from PyPI, and
// in .venv-old with the oldest version that saves models. Needs Python 3.11 or newer.
// Usage: node scripts/record-fits.mjs [folder]
import { join, resolve } from "node:path";
import { root } from "./lib/paths.mjs";
import { runPython, runPythonIn } from "./lib/python.mjs";

const folder = resolve(process.argv[2] ?? join(root, "test", "fixtures", "fits"));
const script = join(root, "test", "conformance", "record", "fits.py");
runPython(["nemos==0.2.8", "jax==0.10.2", "jaxlib==0.10.2"], script, folder);
runPythonIn(".venv-old", ["nemos==0.2.4", "jax==0.10.2", "jaxlib==0.10.2"], script, folder, "old");
