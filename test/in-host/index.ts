import { commands } from "./commands.test";
import { deleting } from "./deleting.test";
import { editing } from "./editing.test";
import { exporting } from "./exporting.test";
import { renaming } from "./renaming.test";
import { runAll } from "./runner";
import { simulating } from "./simulating.test";
import { tree } from "./tree.test";
import { units } from "./units.test";
import { viewing } from "./viewing.test";

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
