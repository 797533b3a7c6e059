import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { planConfig } from "../../../src/config/plan";
import { resolveConfig, resolveForRun } from "../../../src/config/resolve";
import type { ConfigOverrides, PlannedConfig, ResolvedConfig } from "../../../src/config/types";
import type { FileAccess } from "../../../src/files/access";

/** A folder of its own for the files of one test file, gone when its tests have run. */
export const folder = mkdtempSync(join(tmpdir(), "spikeloop-config-"));
after(() => rmSync(folder, { recursive: true, force: true }));

export const CONFIG = join(folder, "network.glm.json");

export function put(name: string, contents: Uint8Array | string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), contents);
}

/** Two neurons, one basis function over three bins: the least that is a network. */
export const SMALL = {
  coupling_coef: [
    [[0], [1]],
    [[0.5], [0]],
  ],
  coupling_basis_matrix: [[1], [0.5], [0.25]],
  intercepts: [-3, -2],
  n_time_bins: 100,
};

export function plan(config: object | string, overrides?: ConfigOverrides, access?: FileAccess): PlannedConfig {
  return planConfig(CONFIG, typeof config === "string" ? config : JSON.stringify(config), overrides, access);
}

export function resolved(config: object, overrides?: ConfigOverrides): ResolvedConfig {
  return resolveConfig(CONFIG, JSON.stringify(config), overrides);
}

/** As a run has it; large input is brought into order in `spoolIn`. */
export function inOrder(
  config: object,
  spoolIn: string | null,
  overrides: ConfigOverrides = {},
  signal?: AbortSignal,
): Promise<ResolvedConfig> {
  return resolveForRun(CONFIG, JSON.stringify(config), overrides, { spoolIn, signal });
}

export function messages({ problems }: PlannedConfig): string[] {
  return problems.map(({ message }) => message);
}
