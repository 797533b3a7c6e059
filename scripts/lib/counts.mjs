// What a tier says of itself to scripts/test.mjs: how many tests passed and failed, in one small file.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./paths.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/** Where the counts of a tier lie. @param {string} tier */
export const countsFile = (tier) => join(root, "out", "test", `${tier}.counts.json`);

/** @param {string} tier */
export function forgetCounts(tier) {
  rmSync(countsFile(tier), { force: true });
}

/** @param {string} tier @param {Counts} counts */
export function writeCounts(tier, counts) {
  mkdirSync(dirname(countsFile(tier)), { recursive: true });
  writeFileSync(countsFile(tier), JSON.stringify(counts));
}

/** The counts of a tier; all zero when it came to no end. @param {string} tier @returns {Counts} */
export function readCounts(tier) {
  try {
    return JSON.parse(readFileSync(countsFile(tier), "utf8"));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}
