import { after, before, it } from "node:test";
import { Workbench, type WorkbenchOptions } from "./workbench";

/** A test that acts in a window. When it fails, a picture of the screen is kept. */
type ItInWindow = (name: string, act: (workbench: Workbench) => Promise<void>) => void;

/** To be called inside of `describe`: its tests share one window, which is opened before them and closed after them. Gives their `it`. */
export function itInWindow(
  options: WorkbenchOptions | (() => WorkbenchOptions | Promise<WorkbenchOptions>) = {},
): ItInWindow {
  let open: Workbench | undefined;
  before(async () => {
    open = await Workbench.open(typeof options === "function" ? await options() : options);
  });
  after(() => open?.close());
  return (name, act) =>
    void it(name, { timeout: 120_000 }, () => {
      if (open === undefined) throw new Error("The window did not open.");
      const workbench = open;
      return workbench.trying(name, () => act(workbench));
    });
}
