import { commands } from "./commands";
import { deleting } from "./deleting";
import { editing } from "./editing";
import { exporting } from "./exporting";
import { renaming } from "./renaming";
import { runAll } from "./runner";
import { simulating } from "./simulating";
import { tree } from "./tree";
import { units } from "./units";
import { viewing } from "./viewing";

/** The tests that run inside the extension host of a real VS Code. */
export function run(): Promise<void> {
  return runAll({
    "The manifest and the code": commands,
    "Small parts": units,
    "Editing a config": editing,
    Simulating: simulating,
    "Viewing runs": viewing,
    "The Runs view": tree,
    "Deleting runs": deleting,
    "Renaming configs": renaming,
    Exporting: exporting,
  });
}
