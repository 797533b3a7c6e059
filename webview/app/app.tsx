import { render } from "preact";
import type { PanelCommand, PanelQueries, RunQueries } from "../../src/protocol/panel";
import { connect, serve } from "../../src/protocol/rpc";
import { Bar } from "../chrome/bar";
import { el } from "../chrome/dom";
import { Header } from "../chrome/header";
import { showHelp } from "../chrome/help";
import { Notice, problemsOf } from "../chrome/notice";
import { Toolbar } from "../chrome/toolbar";
import type { Host } from "../host/host";
import { Hover } from "../interactions/hover";
import { listenToInput } from "../interactions/listen";
import { paperTheme, readTheme, watchTheme } from "../style/theme";
import { Actions } from "./actions";
import { AriaLive } from "./aria-live";
import { DataSource } from "./data";
import { drawPicture } from "./export";
import { Frames, type Extent } from "./frames";
import { HostMessages } from "./host-messages";
import { Page } from "./page";
import { wholeRun } from "./run/opening";
import { clipRange } from "./run/range";
import { SceneBuilder } from "./scene-builder";
import type { Scene } from "./scene";
import { Store, type State } from "./store";
import { showTable } from "./table";
import { ViewStateSync } from "./view-state-sync";
import { dataRequestOf } from "./data-request";

/** The run view: connects host, state, data and page, and draws at most once a frame. */
export class App {
  private readonly store = new Store();
  private readonly builder = new SceneBuilder();
  private readonly ariaLive = new AriaLive();
  private readonly frames = new Frames(
    (extent) => this.draw(extent),
    (error) => this.drawingFailed(error),
  );
  private readonly queries: RunQueries;
  private readonly data: DataSource;
  private readonly actions: Actions;
  private readonly header = el("header", { class: "header" });
  private readonly notice = el("div", { class: "notice", role: "alert" });
  private readonly page: Page;
  private readonly hover: Hover;
  private readonly viewState: ViewStateSync;
  private readonly messages: HostMessages;
  private theme = readTheme(document.body);
  private built: { readonly from: State; readonly scene: Scene | null } | null = null;

  constructor(private readonly host: Host) {
    this.queries = connect<RunQueries>(host).remote;
    this.data = new DataSource(
      this.queries,
      () => this.frames.schedule("all"),
      (problem) => this.report(`a plot could not be read: ${problem}`),
    );
    this.actions = new Actions(this.store, this.queries, this.shownScene);
    this.page = this.createPage();
    this.hover = new Hover(this.page.views, this.store, this.actions, this.queries, this.shownScene, this.announce);
    this.viewState = new ViewStateSync(this.store, (state) => host.send({ type: "keep", state }));
    this.messages = new HostMessages(this.store, this.viewState);
  }

  /** Fills the page, applies the messages sent so far, and listens for more. Called once. */
  start(root: HTMLElement): void {
    const layer = el("div", { class: "layer" }, this.hover.card.element);
    root.append(this.header, this.notice, this.page.element, layer, this.ariaLive.element);
    const reload = (): void => this.command("reload");
    const hooks = { showHelp: this.showHelp, announce: this.announce, reload };
    listenToInput(this.page.views, this.store, this.actions, this.shownScene, hooks);
    this.applyTheme();
    watchTheme(document.body, () => this.themeChanged());
    window.addEventListener("resize", () => this.frames.schedule("all"));
    this.store.subscribe((now, before) => this.stateChanged(now, before));
    this.messages.listen(this.host);
    serve<PanelQueries>(this.host, this.panelQueries());
    this.host.send({ type: "ready", opened: this.host.firstMessages.length > 0 });
    this.requestData();
  }

  /** The current scene, up to date between frames too: several key presses may come before the next one. */
  private readonly scene = (): Scene | null =>
    this.built?.from === this.store.get() ? this.built.scene : this.buildScene();

  /** The same for what can only be used once a run is shown. */
  private readonly shownScene = (): Scene => {
    const scene = this.scene();
    if (!scene) throw new Error("The run is not shown yet");
    return scene;
  };

  private readonly announce = (text: string): void => this.ariaLive.announce(text);

  private readonly command = (command: PanelCommand): void => this.host.send({ type: "command", command });

  private readonly showHelp = (): void => showHelp(this.showTable);

  private readonly showTable = (): void => {
    void showTable(this.queries, this.shownScene());
  };

  private createPage(): Page {
    const { store, actions, showHelp: onHelp } = this;
    const toolbar = new Bar("toolbar", "View", (scene) => (
      <Toolbar scene={scene} state={store.get()} actions={actions} onHelp={onHelp} />
    ));
    return new Page(toolbar, actions, this.showTable);
  }

  private stateChanged(now: State, before: State): void {
    // During a run, plots are drawn when their data has come, which may be after the next snapshot.
    if (differOnlyIn(now, before, ["grown"])) this.requestData();
    else if (isOnlyProgress(now, before)) this.frames.schedule("header");
    else this.frames.schedule(differOnlyIn(now, before, ["cursor", "span"]) ? "crosshair" : "all");
  }

  private themeChanged(): void {
    this.theme = readTheme(document.body);
    this.applyTheme();
    this.frames.schedule("all");
  }

  /** Sets the colours that style sheets cannot compute. */
  private applyTheme(): void {
    document.body.style.setProperty("--error", this.theme.error);
    document.body.style.setProperty("--passed", this.theme.passed);
  }

  private buildScene(): Scene | null {
    const from = this.store.get();
    const scene = this.builder.build(from, this.data.current, {
      theme: this.theme,
      width: document.body.clientWidth,
      height: window.innerHeight,
      ratio: window.devicePixelRatio || 1,
    });
    this.built = { from, scene };
    return scene;
  }

  private draw(extent: Extent): void {
    const scene = this.buildScene();
    if (extent === "crosshair" && scene) {
      this.page.draw(scene);
      this.hover.update();
      return;
    }
    const readable = this.drawChrome(scene);
    // Requested before drawing, so that data is read meanwhile.
    if (readable) this.requestData();
    if (scene) this.ariaLive.follow(scene.facts);
    if (extent === "header") return;
    this.page.element.hidden = !readable || !scene;
    if (!readable || !scene) return;
    this.page.render(scene);
    this.viewState.restoreScroll();
    this.hover.update();
  }

  /** Renders header and notice; returns whether the plots can be drawn. */
  private drawChrome(scene: Scene | null): boolean {
    const { actions, host, store } = this;
    const state = store.get();
    render(
      <Header
        state={state}
        facts={scene?.facts ?? null}
        send={(message) => host.send(message)}
        onFollow={() => actions.follow(!store.get().follow)}
        onShowGrowth={() => actions.opening()}
      />,
      this.header,
    );
    const problems = problemsOf(state);
    this.notice.hidden = problems.length === 0;
    const notice = <Notice state={state} problems={problems} isKnown={scene !== null} onCommand={this.command} />;
    render(problems.length > 0 ? notice : null, this.notice);
    return problems.length === 0;
  }

  private requestData(): void {
    const scene = this.scene();
    if (scene) this.data.request(dataRequestOf(scene, this.messages.revision));
  }

  /** Answers the host's queries. */
  private panelQueries(): PanelQueries {
    return {
      picture: async ({ ground, span }) => {
        const scene = this.shownScene();
        return drawPicture(this.queries, {
          scene,
          log: this.store.get().log,
          theme: ground === "white" ? paperTheme(this.theme.font) : this.theme,
          range: span === "run" ? wholeRun(scene.facts) : scene.range,
        });
      },
      visible: async () => {
        const { range, facts, rows } = this.shownScene();
        return {
          range: clipRange(range, facts.binsDone) ?? { start: 0, end: facts.binsDone },
          neurons: rows.order.slice(),
        };
      },
    };
  }

  private drawingFailed(error: unknown): void {
    this.report(error);
    this.store.set({ problem: `The view cannot be drawn: ${error instanceof Error ? error.message : String(error)}.` });
  }

  private report(error: unknown): void {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.host.send({ type: "error", message });
  }
}

/** Whether only the run's progress has changed. */
function isOnlyProgress(now: State, before: State): boolean {
  const isRunning = ({ snapshot, gone }: State): boolean =>
    snapshot?.shownStatus === "running" && snapshot.fileProblems.length === 0 && gone === null;
  return isRunning(now) && isRunning(before) && differOnlyIn(now, before, ["name", "snapshot", "secondsLeft", "grown"]);
}

/** Whether only these keys differ: then the plots keep their sizes. */
function differOnlyIn(now: State, before: State, keys: readonly (keyof State)[]): boolean {
  return (Object.keys(now) as (keyof State)[]).every((key) => keys.includes(key) || Object.is(now[key], before[key]));
}
