import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { main } from "../../../src/cli/main";
import { bundleWorkers } from "../../support/bundle-workers";
import { fakeTerminal } from "./fake-terminal";

/** A network of two neurons. */
export const NETWORK = {
  coupling_coef: -0.1,
  coupling_basis_matrix: { basis: "RaisedCosineLog", n_basis_funcs: 3, window_size: 20 },
  intercepts: [-2, -1],
  n_time_bins: 1000,
};

/** Writes a config; returns its path. */
export function write(folder: string, name: string, config: object): string {
  const file = join(folder, `${name}.glm.json`);
  writeFileSync(file, JSON.stringify(config, null, 1));
  return file;
}

/** Runs the command line for the tests of one file; numbers come back with plain blanks between thousands. */
export function commandLine(): (...args: string[]) => Promise<{ code: number; out: string; err: string }> {
  let root: string;
  let bundles: Awaited<ReturnType<typeof bundleWorkers>>;
  before(async () => {
    root = mkdtempSync(join(tmpdir(), "spikeloop-cli-"));
    bundles = await bundleWorkers(root);
  });
  after(() => rmSync(root, { recursive: true }));
  return async (...args) => {
    const terminal = fakeTerminal();
    const code = await main(args, terminal, bundles);
    const plain = (text: string): string => text.replaceAll("\u202f", " ");
    return { code, out: plain(terminal.written.out), err: plain(terminal.written.err) };
  };
}
