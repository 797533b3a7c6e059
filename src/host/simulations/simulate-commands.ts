import * as vscode from "vscode";
import { nextKey, parseKey } from "../../model/keys";
import type { Key } from "../../model/types";
import { keyText } from "../../text/numbers";
import { offerCopy } from "../config-editor/config-copy";
import type { LiveRuns } from "./live-runs";
import { showInputBox, showQuickPick } from "../shared/messages";
import { Command } from "../shared/names";
import type { Plans } from "../config-editor/plans";
import type { Handler, Handlers } from "../shared/register";
import type { RunStore } from "../runs-view/run-store";
import type { SimulationHandle } from "./manager";
import type { SimulationUi } from "./simulate";
import { activeRun, configTarget, configTargets, isRunTarget, runTarget } from "../shared/targets";
import { maySimulate } from "../shared/trust";

type SimulateCommand =
  Command.Simulate | Command.RunAgain | Command.SimulateNextKey | Command.SimulateWithKey | Command.Stop;

/** The commands that start and stop simulations. */
export function simulateCommands(
  ui: SimulationUi,
  live: LiveRuns,
  runs: RunStore,
  plans: Plans,
): Pick<Handlers, SimulateCommand> {
  const trusted =
    (handler: Handler): Handler =>
    async (clicked, selection) =>
      (await maySimulate()) ? handler(clicked, selection) : undefined;

  /** A run's own key and config; a config's newest key, or its own when it has no runs. */
  const keyOf = async (clicked: unknown): Promise<{ configFile: string; key: Key; isRun: boolean } | undefined> => {
    const run = isRunTarget(clicked) || clicked === undefined ? runTarget(clicked) : undefined;
    if (run) {
      const record = await runs.read(run.runFolder);
      if (record.manifest === null) throw new Error(`This run cannot be repeated. ${record.damage}`);
      if (!record.hasConfig) return offerCopy(record).then(() => undefined);
      return { configFile: record.configFile, key: record.manifest.random_key, isRun: true };
    }
    const configFile = await configTarget(clicked);
    if (configFile === undefined) return undefined;
    const newest = await runs.newest(configFile);
    if (newest) return { configFile, key: newest.manifest.random_key, isRun: true };
    return { configFile, key: (await plans.ofFile(configFile)).randomKey, isRun: false };
  };

  return {
    [Command.Simulate]: trusted(async (clicked, selection) => {
      if (clicked === undefined && activeRun()) return vscode.commands.executeCommand(Command.RunAgain);
      const targets = await configTargets(clicked, selection);
      if (!targets) return undefined;
      const { configs, skipped } = targets;
      return configs.length === 1 && skipped.length === 0 ? ui.simulate(configs[0]) : ui.simulateAll(configs, skipped);
    }),
    [Command.RunAgain]: trusted(async (clicked) => {
      const found = await keyOf(clicked);
      return found && ui.simulate(found.configFile, found.key);
    }),
    [Command.SimulateNextKey]: trusted(async (clicked) => {
      const found = await keyOf(clicked);
      return found && ui.simulate(found.configFile, nextKey(found.key));
    }),
    [Command.SimulateWithKey]: trusted(async (clicked) => {
      const found = await keyOf(clicked);
      const key = found && (await askKey(found.isRun ? nextKey(found.key) : found.key));
      return key && ui.simulate(found.configFile, key);
    }),
    [Command.Stop]: async (clicked) => (await toStop(clicked, live))?.stop(),
  };
}

/** Asks for a key, with one to begin from. */
async function askKey(suggested: Key): Promise<Key | undefined> {
  const text = await showInputBox({
    title: "Simulate With Key",
    prompt: "An integer from 0 to 4294967295, or the two words of a JAX key: high, low",
    value: keyText(suggested),
    validateInput: (value) => {
      const key = parseKey(value);
      return "wrong" in key ? key.wrong : undefined;
    },
  });
  const key = text === undefined ? undefined : parseKey(text);
  return key === undefined || "wrong" in key ? undefined : key;
}

/** The simulation of the run or config that was clicked or is active; the only one; or one that is picked. */
async function toStop(clicked: unknown, live: LiveRuns): Promise<SimulationHandle | undefined> {
  const { all } = live;
  const { runFolder } = runTarget(clicked) ?? {};
  const { configFile } = (clicked ?? {}) as { configFile?: unknown };
  const meant =
    all.find((one) => one.runFolder !== null && one.runFolder === runFolder) ??
    all.findLast((one) => one.configFile === configFile);
  if (meant || clicked !== undefined || all.length < 2) return meant ?? (clicked === undefined ? all[0] : undefined);
  const items = all.map((simulation) => ({ label: simulation.name, description: live.textOf(simulation), simulation }));
  return (await showQuickPick(items, { placeHolder: "Stop which simulation?" }))?.simulation;
}
