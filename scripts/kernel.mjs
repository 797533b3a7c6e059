// @ts-check
// Compiles src/kernel/wasm/assembly (AssemblyScript) and writes the WebAssembly as text into src/kernel/wasm/bytes.ts: it goes into
// every bundle like any module, so that there is no file to find at run time. Usage: node scripts/kernel.mjs
import asc from "assemblyscript/asc";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./lib/paths.mjs";

const ENTRY = join(root, "src", "kernel", "wasm", "assembly", "index.ts");
const TARGET = join(root, "src", "kernel", "wasm", "bytes.ts");

const OPTIONS = [
  "-O3", "--noAssert", "--runtime", "stub",
  "--enable", "simd", "--enable", "threads", "--enable", "bulk-memory",
  // One memory of at most 4 GB, made by the kernel and shared by its threads.
  "--importMemory", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536",
  // Functions of vectors are called inside the module only.
  "--disableWarning", "112",
];

/** @returns {Promise<string>} the text of src/kernel/wasm/bytes.ts */
export async function kernelSource() {
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error, stderr } = await asc.main([ENTRY, "--outFile", "kernel.wasm", ...OPTIONS], {
    writeFile: (name, contents) => {
      if (name.endsWith(".wasm")) bytes = /** @type {Uint8Array} */ (contents);
    },
  });
  if (error !== null || bytes === undefined) throw new Error(`${error?.message}\n${stderr.toString()}`);
  const lines = Buffer.from(bytes).toString("base64").match(/.{1,150}/g) ?? [];
  return [
    "// Written by scripts/kernel.mjs from assembly/; not to be edited.",
    "",
    "/** The WebAssembly module, base64. */",
    "export const KERNEL_BASE64 =",
    lines.map((line) => `  "${line}"`).join(" +\n") + ";",
    "",
  ].join("\n");
}

/** Writes the module anew where the sources have changed. */
export async function writeKernel() {
  const source = await kernelSource();
  if (source !== readFileSync(TARGET, { encoding: "utf8", flag: "a+" })) writeFileSync(TARGET, source);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await writeKernel();
