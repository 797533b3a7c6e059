import { after, before } from "node:test";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { Panel, type PanelOptions } from "./panel";
import { RunShelf } from "./runs";

/** What the tests of one file share. */
interface SetUp {
  /** Only while tests run. */
  readonly browser: Browser;
  readonly shelf: RunShelf;
  /** Opens a run's view in the browser and waits until it is drawn. */
  open(options: PanelOptions): Promise<Panel>;
}

/** A browser before the first test of a file; it and all runs are gone after the last. */
export function setUp(): SetUp {
  let browser: Browser;
  const shelf = new RunShelf();
  before(async () => {
    browser = await launchBrowser();
  });
  after(async () => {
    await browser.close();
    shelf.clear();
  });
  return {
    shelf,
    get browser() {
      return browser;
    },
    open: (options) => Panel.open(browser, options),
  };
}
