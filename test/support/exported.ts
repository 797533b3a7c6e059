import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { exporterOf, exportRun, type ExportRequest } from "../../src/runs/export";
import { Brute } from "./brute-force";
import { fabricateRun, type Fabrication } from "./fabricate";
import { temporaryFolder } from "./temporary-folder";

/** Exports a fabricated run with the exporter of this id; returns the run and the bytes of the file. */
export async function exported(
  t: TestContext,
  id: string,
  fabrication: Fabrication,
  request: Partial<ExportRequest>,
): Promise<{ all: Brute; bytes: Buffer }> {
  const root = temporaryFolder(t);
  const folder = join(root, "run");
  fabricateRun(folder, fabrication);
  const file = join(root, "out");
  await exportRun(exporterOf(id), { folder, range: null, neurons: null, file, ...request });
  return { all: new Brute(folder, fabrication.nNeurons), bytes: readFileSync(file) };
}
