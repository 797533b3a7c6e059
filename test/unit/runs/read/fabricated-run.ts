import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "node:test";
import type { RunManifest } from "../../../../src/protocol/manifest";
import { Brute } from "../../../support/brute-force";
import { fabricateRun } from "../../../support/fabricate";

/** A run that is made anew before each test of the importing file: its size, folders, manifest, and all of its numbers. */
export const [nNeurons, nTimeBins] = [4, 20_000];
export let root: string;
export let folder: string;
export let manifest: RunManifest;
export let all: Brute;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "spikeloop-files-"));
  folder = join(root, "run");
  manifest = fabricateRun(folder, { nNeurons, nTimeBins, rate: 0.2 });
  all = new Brute(folder, nNeurons);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));
