// @ts-check
// WebAssembly in bundles: `import bytes from "./kernel.wasm"` gives what the AssemblyScript in the folder assembly/ beside it compiles to.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { root } from "./paths.mjs";

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

/** One memory of at most 4 GB, made by the kernel and shared by its threads. */
const KERNEL = ["--enable", "threads", "--sharedMemory", "--initialMemory", "1", "--maximumMemory", "65536"];

/** @type {Record<string, { entry: string, options: string[] }>} The modules: what each is made of, and what else it is compiled with. */
const MODULES = {
  "src/kernel/wasm/kernel.wasm": { entry: "assembly/index.ts", options: KERNEL },
  "src/kernel/wasm/nemos-order.wasm": { entry: "assembly/nemos-order/index.ts", options: KERNEL },
  "src/kernel/wasm/nemos-order-relaxed.wasm": {
    entry: "assembly/nemos-order/index.ts",
    options: [...KERNEL, "--enable", "relaxed-simd"],
  },
  "src/runs/summaries/sums.wasm": { entry: "assembly/index.ts", options: ["--initialMemory", "1"] },
};

/** An esbuild plugin that compiles the modules which a bundle imports. @returns {import("esbuild").Plugin} */
export function webAssembly() {
  return {
    name: "web-assembly",
    setup(build) {
      build.onResolve({ filter: /\.wasm$/ }, ({ path, resolveDir }) => ({ path: join(resolveDir, path) }));
      build.onLoad({ filter: /\.wasm$/ }, async ({ path }) => {
        const sources = sourcesOf(path);
        return { contents: await bytesOf(path, sources), loader: "binary", watchFiles: sources };
      });
    },
  };
}

/** @param {string} module */
function sourcesOf(module) {
  const folder = join(dirname(module), "assembly");
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => join(folder, name));
}

/**
 * The compiled module. Compiling takes seconds, so out/wasm/ keeps the bytes under a name that changes with what they are made from.
 * @param {string} module
 * @param {readonly string[]} sources
 * @returns {Promise<Uint8Array>}
 */
async function bytesOf(module, sources) {
  const name = relative(root, module).split(sep).join("/");
  const entry = join(dirname(module), MODULES[name].entry);
  const options = [...OPTIONS, ...MODULES[name].options];
  const hash = createHash("sha256").update(JSON.stringify([MODULES[name].entry, options]));
  for (const source of [...sources, join(root, "node_modules", "assemblyscript", "package.json")])
    hash.update(readFileSync(source));
  const kept = join(root, "out", "wasm", `${hash.digest("hex").slice(0, 16)}.wasm`);
  try {
    return readFileSync(kept);
  } catch {
    const bytes = await compile(entry, options);
    mkdirSync(dirname(kept), { recursive: true });
    const partial = `${kept}.${process.pid}`; // another process may compile the same at the same time
    writeFileSync(partial, bytes);
    renameSync(partial, kept);
    return bytes;
  }
}

/** @param {string} entry @param {string[]} options @returns {Promise<Uint8Array>} */
async function compile(entry, options) {
  const { default: asc } = await import("assemblyscript/asc"); // takes a third of a second, and is seldom needed
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error, stderr } = await asc.main([entry, "--outFile", "module.wasm", ...options], {
    writeFile: (file, contents) => {
      if (file.endsWith(".wasm")) bytes = /** @type {Uint8Array} */ (contents);
    },
  });
  if (error !== null || bytes === undefined) throw new Error(`${error?.message}\n${stderr.toString()}`);
  return bytes;
}
