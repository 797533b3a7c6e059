// @ts-check
// Compiles the AssemblyScript in src and writes the WebAssembly as text into a bytes.ts beside it: it goes into every bundle like any
// module, so that there is no file to find at run time. Usage: node scripts/kernel.mjs
import asc from "assemblyscript/asc";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./lib/paths.mjs";

/** What every module is compiled with. Functions of vectors are called inside the modules only (warning 112). */
const OPTIONS = [
  "-O3",
  "--noAssert",
  "--runtime",
  "stub",
  "--enable",
  "simd",
  "--enable",
  "bulk-memory",
  "--importMemory",
  "--disableWarning",
  "112",
];

/** @typedef {{ folder: string, name: string, options: string[] }} Module its folder, which holds assembly/index.ts; the name of its text */

/** @type {Module} */
const KERNEL = {
  folder: join(root, "src", "kernel", "wasm"),
  name: "KERNEL_BASE64",
  // One memory of at most 4 GB, made by the kernel and shared by its threads.
  options: ["--enable", "threads", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"],
};

/** @type {Module} */
const SUMS = { folder: join(root, "src", "runs", "summaries"), name: "SUMS_BASE64", options: ["--initialMemory", "1"] };

/** The text of src/kernel/wasm/bytes.ts. */
export const kernelSource = () => sourceOf(KERNEL);

/** The text of src/runs/summaries/bytes.ts. */
export const sumsSource = () => sourceOf(SUMS);

/** @param {Module} module @returns {Promise<string>} */
async function sourceOf({ folder, name, options }) {
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error, stderr } = await asc.main(
    [join(folder, "assembly", "index.ts"), "--outFile", "module.wasm", ...OPTIONS, ...options],
    {
      writeFile: (file, contents) => {
        if (file.endsWith(".wasm")) bytes = /** @type {Uint8Array} */ (contents);
      },
    },
  );
  if (error !== null || bytes === undefined) throw new Error(`${error?.message}\n${stderr.toString()}`);
  const lines =
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,150}/g) ?? [];
  return [
    "// Written by scripts/kernel.mjs from assembly/; not to be edited.",
    "",
    "/** The WebAssembly module, base64. */",
    `export const ${name} =`,
    lines.map((line) => `  "${line}"`).join(" +\n") + ";",
    "",
  ].join("\n");
}

/** Writes the modules anew whose sources have changed. */
export async function writeModules() {
  for (const module of [KERNEL, SUMS]) {
    const target = join(module.folder, "bytes.ts");
    const source = await sourceOf(module);
    if (source !== readFileSync(target, { encoding: "utf8", flag: "a+" })) writeFileSync(target, source);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await writeModules();
