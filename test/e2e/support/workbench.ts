import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser } from "../../../scripts/browser.mjs";
import { root } from "../../../scripts/lib/paths.mjs";
import { startServer, type Server, type ServerOptions } from "../../../scripts/vscode-server.mjs";
import { eventually } from "./eventually";
import { RunView } from "./run-view";
import { keepPicture } from "./pictures-of-failures";
import { copyExamples } from "./workspace";

/** Where the palette does not come or goes away within this time, something took its focus. */
const PALETTE_MS = 3000;
/** VS Code in a browser writes what it keeps, such as open tabs, so often. */
const STATE_WRITTEN_EVERY_MS = 5000;

/** A person looks at what has just come up before clicking on it. */
const LOOKING_MS = 500;

/** What a test opens: VS Code with Spikeloop, on a workspace of its own. */
export interface WorkbenchOptions extends Partial<ServerOptions> {
  /** Extensions beside Spikeloop. */
  readonly alsoExtensions?: readonly string[];
  /** Clears a workspace that the test made. */
  readonly forget?: () => void;
  readonly size?: { readonly width: number; readonly height: number };
  readonly deviceScaleFactor?: number;
}

/** VS Code in a browser, as a person sees it: everything goes through its mouse and its keys. */
export class Workbench {
  private constructor(
    readonly page: Page,
    /** The folder that is open in VS Code. */
    readonly workspace: string,
    private readonly browser: Browser,
    private readonly server: Server,
    private readonly forget: () => void,
  ) {}

  /** Starts a server and a browser. Without `workspace` it is a temporary copy of examples/. */
  static async open({
    size = { width: 1280, height: 900 },
    deviceScaleFactor = 1,
    alsoExtensions = [],
    ...options
  }: WorkbenchOptions = {}): Promise<Workbench> {
    const examples =
      options.workspace === undefined
        ? copyExamples()
        : { folder: options.workspace, forget: options.forget ?? (() => undefined) };
    const server = await startServer({ extensions: [root, ...alsoExtensions], ...options, workspace: examples.folder });
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: size, deviceScaleFactor });
    page.setDefaultTimeout(15_000);
    const workbench = new Workbench(page, examples.folder, browser, server, examples.forget);
    await workbench.arrive(server.url);
    return workbench;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.close();
    this.forget();
  }

  /** Does what a person does; when that fails, the picture of the moment is kept and named in the error. */
  async trying(name: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      const file = await keepPicture(this.page, name);
      throw new Error(`${error instanceof Error ? error.message : String(error)}\nThe screen at that moment: ${file}`, {
        cause: error,
      });
    }
  }

  /** Reloads the window, as a person does who presses F5 in the browser some seconds after having done something. */
  async reload(): Promise<void> {
    await this.page.waitForTimeout(STATE_WRITTEN_EVERY_MS + 1000);
    await this.arrive(this.page.url());
  }

  /**
   * Runs a command of the palette by its whole title, as "Spikeloop: Simulate"; asks for the palette again where it went away under the
   * hand.
   */
  async command(title: string): Promise<void> {
    const row = this.page.locator(".quick-input-list .monaco-list-row").first().filter({ hasText: title });
    await eventually(
      `"${title}" in the palette`,
      async () => {
        await this.page.keyboard.press("F1");
        await this.quickInput.fill(`>${title}`, { timeout: PALETTE_MS });
        await row.waitFor({ timeout: PALETTE_MS });
        return true;
      },
      20_000,
    );
    await this.page.keyboard.press("Enter");
  }

  /** The field that asks: palette, quick pick, input box, file dialog. */
  get quickInput(): Locator {
    return this.page
      .locator(".quick-input-widget:visible input[type=text], .quick-input-widget:visible input:not([type])")
      .first();
  }

  /** Chooses a row of the list that is asked for. */
  async pick(label: string | RegExp): Promise<void> {
    await this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: label }).first().click();
  }

  /** Types into the field that asks and accepts it. */
  async answer(text: string): Promise<void> {
    await this.quickInput.fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Types a path into the dialog that asks for a file, and accepts it as soon as the dialog has looked the path up. */
  async answerFile(path: string): Promise<void> {
    await this.quickInput.fill(path);
    await eventually("the end of the file dialog", async () => {
      if (!(await this.quickInput.isVisible())) return true;
      await this.page.keyboard.press("Enter");
      await this.page.waitForTimeout(200);
      return !(await this.quickInput.isVisible());
    });
  }

  /** A file or folder in the Explorer, by its name; folders on the way must be open. */
  explorerItem(name: string): Locator {
    return this.page
      .locator(".explorer-folders-view .monaco-list-row")
      .filter({ has: this.page.locator(".label-name", { hasText: new RegExp(`^${escaped(name)}$`) }) });
  }

  /** Shows a file of the workspace in the Explorer: opens the folders on its way. */
  async reveal(...path: string[]): Promise<Locator> {
    await this.page.locator(".explorer-folders-view").waitFor();
    for (const folder of path.slice(0, -1)) {
      const item = this.explorerItem(folder);
      await item.waitFor();
      if ((await item.getAttribute("aria-expanded")) === "false") await item.click();
    }
    const last = this.explorerItem(path.at(-1) ?? "");
    await last.waitFor();
    return last;
  }

  /** Right-clicks and chooses an entry of the menu by its whole text; once more while extensions are still being loaded. */
  async contextMenu(item: Locator, entry: string): Promise<void> {
    const wished = this.page
      .locator(".monaco-menu .action-label")
      .filter({ hasText: new RegExp(`^${escaped(entry)}$`) });
    await eventually(`"${entry}" in the menu`, async () => {
      await item.click({ button: "right" });
      await this.page.locator(".monaco-menu .action-label").first().waitFor();
      if (await wished.isVisible()) return true;
      await this.page.keyboard.press("Escape");
      return false;
    });
    await this.page.waitForTimeout(150); // a menu takes no click in its first tenth of a second, which no person manages
    await wished.click();
  }

  /** The tab of an editor, by the beginning of its label. */
  tab(name: string | RegExp): Locator {
    return this.page.locator(".tabs-container .tab").filter({ hasText: name });
  }

  /** Keeps a tab open that was only a preview. */
  async pin(name: string | RegExp): Promise<void> {
    await this.tab(name).dblclick();
  }

  async closeTab(name: string | RegExp): Promise<void> {
    await this.tab(name).hover();
    await this.tab(name)
      .getByRole("button", { name: /^Close/ })
      .click();
  }

  /** The text editor that shows this file. */
  editor(name: string): Locator {
    return this.page
      .locator(
        `.editor-instance[aria-label^="${name}"] .monaco-editor, .editor-instance .monaco-editor[data-uri$="${name}"]`,
      )
      .first();
  }

  /** The notification that says this; it is looked for among those that are on screen. */
  notification(text: string | RegExp): Locator {
    return this.page.locator(".notification-list-item").filter({ hasText: text }).first();
  }

  /** An entry of the status bar. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator(".statusbar-item").filter({ hasText: text }).first();
  }

  /** The CodeLens in the active editor that says this. */
  codeLens(text: string | RegExp): Locator {
    return this.page.locator(".codelens-decoration a").filter({ hasText: text }).first();
  }

  /** Opens Spikeloop's container of the Activity Bar and gives its tree. */
  async runsView(): Promise<Locator> {
    await this.activity(/^Spikeloop/);
    const tree = this.page
      .locator(".pane-body .customview-tree:visible, .pane-body .tree-explorer-viewlet-tree-view:visible")
      .first();
    await tree.waitFor();
    return tree;
  }

  /** Opens a run by a click in the Runs view, where it is below its config: "ei-pulse · run 1". */
  async openRun(title: string): Promise<void> {
    const [config, run] = title.split(" · ");
    const rows = (await this.runsView()).locator(".monaco-list-row");
    await this.page.waitForTimeout(LOOKING_MS);
    const labels = (await rows.allInnerTexts()).map((text) => text.trim().toLowerCase());
    const above = labels.findIndex((label) => label.startsWith(config));
    const row = labels.findIndex((label, at) => at > above && label.startsWith(run));
    if (above < 0 || row < 0) throw new Error(`The Runs view has no ${title} among: ${labels.join("; ")}`);
    await rows.nth(row).click();
    await this.tab(title).waitFor();
  }

  /** Drags the right edge of a part of the window by so many pixels. */
  async dragSash(part: string, pixels: number): Promise<void> {
    const box = await this.page.locator(part).first().boundingBox();
    if (box === null) throw new Error(`${part} is not on screen.`);
    const [x, y] = [box.x + box.width, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + pixels, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Shows the Explorer. */
  async explorer(): Promise<void> {
    await this.activity(/^Explorer/);
    await this.page.locator(".explorer-folders-view").waitFor();
  }

  /** The run view in the active editor. */
  runView(): RunView {
    return new RunView(this.page);
  }

  /** Opens a container of the Activity Bar, unless it is open. */
  private async activity(name: RegExp): Promise<void> {
    const tab = this.page.locator(".activitybar").getByRole("tab", { name });
    await tab.waitFor();
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  }

  private async arrive(url: string): Promise<void> {
    await this.page.goto(url);
    await this.page.locator(".monaco-workbench").waitFor();
    await this.page
      .locator(".explorer-folders-view .monaco-list-row, .customview-tree .monaco-list-row")
      .first()
      .waitFor();
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
