// @ts-check
// The licences of the packages that the bundles contain, as one text that ships with the extension.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Packages under the MIT licence that leave its text out of what they publish: whose copyright their repositories name.
 * @type {Readonly<Record<string, string>>}
 */
const COPYRIGHTS = {
  "@microsoft/fast-element": "Copyright (c) Microsoft Corporation. All rights reserved.",
  "@microsoft/fast-foundation": "Copyright (c) Microsoft Corporation. All rights reserved.",
  "@microsoft/fast-web-utilities": "Copyright (c) Microsoft Corporation. All rights reserved.",
};

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * The notices of all packages that bundles were made from. An error names the packages that bring no licence text along.
 * @param {string} root the project's folder
 * @param {readonly import("esbuild").Metafile[]} metafiles
 * @returns {string}
 */
export function noticesOf(root, metafiles) {
  const names = new Set(
    metafiles.flatMap(({ inputs }) => Object.keys(inputs)).flatMap((file) => packageOf(file) ?? []),
  );
  const packages = [...names].sort().map((name) => readPackage(root, name));
  const lacking = packages.filter(({ licence }) => licence === "").map(({ name }) => name);
  if (lacking.length > 0)
    throw new Error(`These packages are bundled and bring no licence text: ${lacking.join(", ")}.`);
  const sections = packages.map(({ title, licence }) => `${"-".repeat(80)}\n${title}\n\n${licence.trim()}\n`);
  return `Spikeloop contains code of these packages.\n\n${sections.join("\n")}`;
}

/**
 * The package that a bundled file comes from: of nested ones the innermost.
 * @param {string} file as esbuild names its inputs
 * @returns {string | undefined} its folder below the outermost node_modules; undefined for a file of the project
 */
export function packageOf(file) {
  const match = /(?:^|\/)node_modules\/(.*)$/.exec(file.replaceAll("\\", "/"));
  if (!match) return undefined;
  return /^(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(match[1])?.[0];
}

/**
 * @param {string} root
 * @param {string} name
 */
function readPackage(root, name) {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort();
  return {
    name,
    title: `${name.replace(/^.*node_modules\//, "")} ${version} (${license})`,
    licence:
      files.map((file) => readFileSync(join(folder, file), "utf8")).join("\n\n") || standardText(root, name, license),
  };
}

/**
 * The standard text of the MIT licence (this project has it too) with another's copyright; empty where none is known.
 * @param {string} root
 * @param {string} name
 * @param {string} license
 */
function standardText(root, name, license) {
  if (license !== "MIT" || COPYRIGHTS[name] === undefined) return "";
  return readFileSync(join(root, "LICENSE"), "utf8").replace(/^Copyright .*$/m, COPYRIGHTS[name]);
}
