import { basename } from "node:path";
import { keyText } from "../text/numbers";
import type { WantedRun } from "./arguments";

/** Names of runs in messages: the config's name, with the key if the config has several runs. */
export function runNames(runs: readonly WantedRun[]): string[] {
  return runs.map(({ config, overrides: { randomKey } }) => {
    const name = basename(config).replace(/(\.glm)?\.jsonc?$/i, "");
    const several = runs.filter((other) => other.config === config).length > 1;
    return several && randomKey ? `${name}, key ${keyText(randomKey)}` : name;
  });
}
