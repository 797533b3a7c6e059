/** A page that holds the run view as VS Code would: strict content security policy, theme variables, messages, answers by a real reader. */
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { PAGE } from "../../../scripts/lib/bundling.mjs";
import { makeCodec } from "../../../src/protocol/codec";
import type { FromPanel, PanelQueries, ToPanel, ViewState } from "../../../src/protocol/panel";
import type { RunQueries, RunSnapshot } from "../../../src/protocol/queries";
import { connect, serve, type Port } from "../../../src/protocol/rpc";
import { THEMES, type ThemeName } from "./themes";

const ADDRESS = "http://panel.test/";
const SCRIPT = `${ADDRESS}webview.js`;
const NONCE = "harness";
const POLICY = `default-src 'none'; img-src blob: data:; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'`;
/** Styles that VS Code gives every webview; ours must win against them. */
const DEFAULT_STYLES = "body { padding: 0 20px; }";

const shell = (
  first: readonly ToPanel[],
): string => `<!DOCTYPE html><html lang="en"><head><style nonce="${NONCE}">${DEFAULT_STYLES}</style><meta charset="utf-8"><meta property="csp-nonce" content="${NONCE}"></head>
<body><div id="app"></div><script type="application/json" id="first">${makeCodec().encode(first)}</script><script nonce="${NONCE}" src="${SCRIPT}"></script></body></html>`;

export interface PanelOptions {
  readonly queries: RunQueries;
  readonly name?: string;
  readonly opening?: ViewState | null;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly ratio?: number;
  readonly canSimulate?: boolean;
  readonly reducedMotion?: boolean;
  /** Runs in the page before its own script; refers to nothing outside of itself. */
  readonly beforehand?: () => void;
  /** The page comes with these messages of the host. */
  readonly first?: readonly ToPanel[];
}

let bundle: Promise<string> | null = null;

/** The webview's bundle, built once for all tests of a file. */
function bundled(): Promise<string> {
  return (bundle ??= build({
    entryPoints: ["webview/main.ts"],
    ...PAGE,
    write: false,
  }).then(({ outputFiles }) => outputFiles[0].text));
}

export class Panel {
  /** All that the view told its host, in order. */
  readonly told: FromPanel[] = [];
  /** Violations of the content security policy, page errors and errors the view reported. */
  readonly complaints: string[] = [];
  readonly remote: PanelQueries;
  private readonly handlers = new Set<(message: unknown) => void>();
  private readonly codec = makeCodec();
  private begun: () => void = () => undefined;
  private readonly started = new Promise<void>((resolve) => {
    this.begun = resolve;
  });

  private constructor(
    readonly page: Page,
    private readonly options: PanelOptions,
  ) {
    const port: Port = {
      post: (message) => {
        if ((message as { rpc?: string }).rpc === "answer") this.open--;
        this.unlessClosed(this.send(message));
      },
      listen: (handler) => {
        this.handlers.add(handler);
        return () => this.handlers.delete(handler);
      },
    };
    serve<RunQueries>(port, options.queries);
    this.remote = connect<PanelQueries>(port).remote;
    this.handlers.add((message) => this.hear(message as FromPanel));
  }

  /** Opens the view on a run and waits until it is drawn. */
  static async open(browser: Browser, options: PanelOptions): Promise<Panel> {
    const { width = 1000, height = 780, ratio = 1, theme = "dark" } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: ratio,
      reducedMotion: options.reducedMotion === true ? "reduce" : "no-preference",
    });
    const page = await context.newPage();
    const panel = new Panel(page, options);
    page.on("pageerror", (error) => panel.complaints.push(String(error)));
    await page.exposeFunction("toHost", (text: string) => panel.receive(text));
    await page.exposeFunction("complain", (text: string) => panel.complaints.push(text));
    await page.addInitScript(playVsCode, makeCodec.toString());
    await page.addInitScript(putTheme, THEMES[theme]);
    if (options.beforehand) await page.addInitScript(options.beforehand);
    const script = await bundled();
    await page.route("**/*", (route) =>
      route.fulfill(
        route.request().url() === SCRIPT
          ? { contentType: "text/javascript", body: script }
          : {
              contentType: "text/html",
              headers: { "Content-Security-Policy": POLICY },
              body: shell(options.first ?? []),
            },
      ),
    );
    page.setDefaultTimeout(5000);
    await page.goto(ADDRESS);
    await panel.started;
    await panel.settled();
    return panel;
  }

  /** Posts a message of the host. */
  async send(message: unknown): Promise<void> {
    await this.page.evaluate(
      (text) => (window as unknown as { fromHost(text: string): void }).fromHost(text),
      this.codec.encode(message),
    );
  }

  /** Posts the run's snapshot, as the host does when files change. */
  async refresh(snapshot?: RunSnapshot): Promise<void> {
    await this.send({
      type: "run",
      name: this.options.name ?? "ei-pulse",
      snapshot: snapshot ?? (await this.options.queries.snapshot()),
      secondsLeft: null,
    } satisfies ToPanel);
    // The view takes new data over at most ten times a second.
    await this.page.waitForTimeout(110);
    await this.settled();
  }

  /** Waits until two frames were drawn in which nothing was asked and nothing was still to be answered. */
  async settled(): Promise<void> {
    for (let quiet = 0, before = -1; quiet < 2; quiet = before === this.asked && this.open === 0 ? quiet + 1 : 0) {
      before = this.asked;
      await this.page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
      );
    }
  }

  async theme(name: ThemeName): Promise<void> {
    await this.page.evaluate(putTheme, THEMES[name]);
    await this.settled();
  }

  /** The commands that the view asked for. */
  get commands(): string[] {
    return this.told.flatMap((message) => (message.type === "command" ? [message.command] : []));
  }

  /** The state that the view asked to keep last. */
  get kept(): ViewState | undefined {
    return this.told.flatMap((message) => (message.type === "keep" ? [message.state] : [])).at(-1);
  }

  async close(): Promise<void> {
    this.closing = true;
    await this.page.context().close();
  }

  private asked = 0;
  /** Requests of the view that are not answered yet. */
  private open = 0;
  private closing = false;

  /** What a page that is closed asked at its last moment cannot be answered any more. */
  private unlessClosed(sent: Promise<void>): void {
    sent.catch((error: unknown) => {
      if (!this.closing && !this.page.isClosed()) throw error;
    });
  }

  private receive(text: string): void {
    const message = this.codec.decode(text);
    if ((message as { rpc?: string }).rpc === "request") {
      this.asked++;
      this.open++;
    }
    for (const handler of [...this.handlers]) handler(message);
  }

  private hear(message: FromPanel): void {
    if (message.type === undefined) return;
    this.told.push(message);
    if (message.type === "error") this.complaints.push(message.message);
    if (message.type === "ready")
      this.unlessClosed((message.opened ? Promise.resolve() : this.start()).then(this.begun));
  }

  private async start(): Promise<void> {
    const { name = "ei-pulse", opening = null, canSimulate = true, queries } = this.options;
    await this.send({ type: "trust", canSimulate } satisfies ToPanel);
    try {
      await this.send({
        type: "run",
        name,
        snapshot: await queries.snapshot(),
        secondsLeft: null,
        opening,
      } satisfies ToPanel);
    } catch (error) {
      await this.send({
        type: "gone",
        name,
        message: error instanceof Error ? error.message : String(error),
      } satisfies ToPanel);
    }
  }
}

/** Runs in the page before anything else. */
function playVsCode(codec: string): void {
  const { encode, decode } = (
    new Function(`return (${codec})()`) as () => { encode(value: unknown): string; decode(text: string): unknown }
  )();
  const page = window as unknown as {
    toHost(text: string): void;
    complain(text: string): void;
    fromHost(text: string): void;
    acquireVsCodeApi(): unknown;
  };
  page.fromHost = (text) => window.postMessage(decode(text), "*");
  page.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => page.toHost(encode(message)),
    getState: () => sessionStorage.getItem("state") ?? undefined,
    setState: (state: string) => sessionStorage.setItem("state", state),
  });
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
    page.complain(`CSP: ${violatedDirective} ${blockedURI} ${sourceFile}:${lineNumber}`);
  });
}

function putTheme({ bodyClass, variables }: { bodyClass: string; variables: Readonly<Record<string, string>> }): void {
  const put = (): void => {
    for (const name of [...document.documentElement.style])
      if (name.startsWith("--vscode-")) document.documentElement.style.removeProperty(name);
    for (const [name, value] of Object.entries(variables))
      document.documentElement.style.setProperty(`--vscode-${name}`, value);
    document.body.className = bodyClass;
  };
  if (document.body) put();
  else document.addEventListener("DOMContentLoaded", put, { once: true });
}
