import { after, before, it } from "node:test";
import { Workbench, type WorkbenchOptions } from "./workbench";

/** A window that the tests of one suite share, one after the other; and how each of them is written. */
export interface Person {
  readonly workbench: Workbench;
  /** A test that acts in the window. When it fails, a picture of the screen is kept. */
  does(name: string, act: (workbench: Workbench) => Promise<void>): void;
}

/** To be called inside of `describe`: opens a window before its tests and closes it after them. */
export function aPerson(options: WorkbenchOptions | (() => WorkbenchOptions | Promise<WorkbenchOptions>) = {}): Person {
  let open: Workbench | undefined;
  const workbench = (): Workbench => {
    if (open === undefined) throw new Error("The window is open only while the tests of its suite run.");
    return open;
  };
  before(async () => {
    open = await Workbench.open(typeof options === "function" ? await options() : options);
  });
  after(() => open?.close());
  return {
    get workbench() {
      return workbench();
    },
    does: (name, act) => void it(name, { timeout: 120_000 }, () => workbench().trying(name, () => act(workbench()))),
  };
}
