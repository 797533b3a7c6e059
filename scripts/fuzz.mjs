// Runs the fuzz tests of the unit tier at their full length, some minutes each. Usage: npm run fuzz [-- part of a file name]
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./lib/paths.mjs";

const [filter = "fuzz.test"] = process.argv.slice(2);
const env = { ...process.env, SPIKELOOP_FUZZ: "long" };
spawn(process.execPath, [join(root, "scripts", "test-node.mjs"), "unit", filter], { stdio: "inherit", env }).on(
  "exit",
  (code) => process.exit(code ?? 1),
);
