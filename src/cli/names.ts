import { basename } from "node:path";
import { keyText } from "../text/numbers";
import type { WantedRun } from "./arguments";

/** What runs are called in what is said about them: by their config, and by their key where that has several. */
export function runNames(runs: readonly WantedRun[]): string[] {
  return runs.map(({ config, overrides: { randomKey } }) => {
    const name = basename(config).replace(/(\.glm)?\.jsonc?$/i, "");
    const several = runs.filter((other) => other.config === config).length > 1;
    return several && randomKey ? `${name}, key ${keyText(randomKey)}` : name;
  });
}
