// @ts-check
// How the project's programs are bundled, wherever that happens: in esbuild.mjs, in scripts and in tests.
import { webAssembly } from "./web-assembly.mjs";

/** @satisfies {import("esbuild").BuildOptions} */
const ANY = {
  bundle: true,
  platform: "node",
  target: "node20",
  logLevel: "warning",
  loader: { ".py": "text" },
  plugins: [webAssembly()],
};

/**
 * What ships and runs in Node or VS Code has its packages within. They are bundled from their ES modules where they have them: those are
 * smaller, and jsonc-parser's other build finds its parts only at run time.
 * @satisfies {import("esbuild").BuildOptions}
 */
export const SHIPPED = { ...ANY, format: "cjs", external: ["vscode"], mainFields: ["module", "main"] };

/**
 * Scripts and tests, which run from the project's folder, find their packages in node_modules.
 * @satisfies {import("esbuild").BuildOptions}
 */
export const UNSHIPPED = { ...ANY, format: "esm", packages: "external", sourcemap: "linked" };

/**
 * The page of the run view.
 * @satisfies {import("esbuild").BuildOptions}
 */
export const PAGE = {
  bundle: true,
  platform: "browser",
  format: "iife",
  target: "es2022",
  loader: { ".css": "text" },
  logLevel: "warning",
};
