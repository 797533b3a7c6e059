// Records what NeMoS computes for the conformance tests: makes .venv with NeMoS from PyPI, then runs test/conformance/record.
// Needs Python 3.11 or newer. The recorded files are part of the project; recording again is needed only for new cases.
// Usage: node scripts/record-goldens.mjs [folder]
import { join, resolve } from "node:path";
import { root } from "./lib/paths.mjs";
import { runPython } from "./lib/python.mjs";

const folder = resolve(process.argv[2] ?? join(root, "test", "fixtures", "goldens"));
for (const script of ["record.py", "bitwise.py", "many_keys.py"])
  runPython(
    ["nemos==0.2.8", "jax==0.10.2", "jaxlib==0.10.2"],
    join(root, "test", "conformance", "record", script),
    folder,
  );
