/** Composition root of the run view: connects host, state, data and page, and draws at most once a frame. */
import { connect, serve } from "../src/protocol/rpc";
import type { PanelQueries, RunQueries } from "../src/protocol/panel";
import { Actions } from "./app/actions";
import { el, setShown } from "./chrome/dom";
import { DataSource } from "./app/data";
import { paperTheme, readTheme, watchTheme } from "./style/theme";
import { drawPicture } from "./app/export";
import { Frames, type Extent } from "./app/frames";
import { Header } from "./chrome/header";
import { showHelp } from "./chrome/help";
import { Notice } from "./chrome/notice";
import { RatesBar } from "./chrome/rates-bar";
import { Toolbar } from "./chrome/toolbar";
import { registerControls } from "./chrome/toolkit";
import { addStyles, connectHost } from "./host/host";
import { ViewStateSync } from "./app/view-state-sync";
import { HostMessages } from "./app/host-messages";
import { brushByPointer } from "./interactions/brush";
import { Hover } from "./interactions/hover";
import { listenToKeys } from "./interactions/keys";
import { panAndSpan } from "./interactions/pan";
import { selectByPointer } from "./interactions/select";
import { zoomByWheel } from "./interactions/zoom";
import { Page } from "./app/page";
import { wholeRun } from "./app/run/opening";
import { clipRange } from "./app/run/range";
import { SceneBuilder } from "./app/scene-builder";
import { wishesOf, type Scene } from "./app/scene";
import { AriaLive } from "./app/aria-live";
import { Store, type State } from "./app/store";
import { styles } from "./style/styles";
import { showTable } from "./app/table";

addStyles(styles);
registerControls();

const host = connectHost();
const queries = connect<RunQueries>(host).remote;
const store = new Store();
const builder = new SceneBuilder();
const ariaLive = new AriaLive();
const report = (error: unknown): void =>
  host.send({ type: "error", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
const frames = new Frames(draw, (error) => {
  report(error);
  store.set({ trouble: `The view cannot be drawn: ${wordsOf(error)}.` });
});
const data = new DataSource(
  queries,
  () => frames.schedule("all"),
  (trouble) => report(`a plot could not be read: ${trouble}`),
);
let theme = readTheme(document.body);
/** What the style sheet cannot mix itself. */
const applyTheme = (): void => {
  document.body.style.setProperty("--error", theme.error);
  document.body.style.setProperty("--passed", theme.passed);
};
applyTheme();
/** As last built, and the state it was built from. */
let scene: Scene | null = null;
let built: State | null = null;
/** The scene of this moment: several keys or notches may come between two frames, and each builds on the one before. */
const current = (): Scene | null => {
  if (built !== store.get()) build();
  return scene;
};

const actions = new Actions(store, queries, current);
const openTable = (): void => {
  const now = current();
  if (now) void showTable(queries, now);
};
const openHelp = (): void => showHelp(openTable);
const header = new Header({
  tell: (message) => host.send(message),
  follow: () => actions.follow(!store.get().follow),
  showGrowth: () => actions.opening(),
});
const page = new Page(new Toolbar(store, actions, openHelp), new RatesBar(actions), openTable);
const notice = new Notice((command) => host.send({ type: "command", command }));
const hover = new Hover(page, store, actions, queries, current, (text) => ariaLive.say(text));
document
  .getElementById("app")
  ?.append(
    header.element,
    notice.element,
    page.element,
    el("div", { class: "layer" }, hover.card.element),
    ariaLive.element,
  );

const timePlots = [page.overview, page.ruler, page.raster, page.lanes];
zoomByWheel(timePlots, actions, current);
panAndSpan(
  [
    { element: page.ruler, always: "span" },
    { element: page.raster, always: "pan" },
    { element: page.lanes, always: "pan" },
  ],
  store,
  actions,
  current,
);
brushByPointer(page.overview, actions, current);
selectByPointer(page.raster, store, actions, current);
listenToKeys(page, store, actions, current, {
  showHelp: openHelp,
  say: (text) => ariaLive.say(text),
  reload: () => host.send({ type: "command", command: "reload" }),
});

const viewState = new ViewStateSync(store, (state) => host.send({ type: "keep", state }));
store.subscribe((now, before) => {
  // While a run goes on plots wait for their data, which may well come later than the next snapshot.
  if (differOnlyIn(now, before, ["grown"])) requestData();
  else if (onlyWentOn(now, before)) frames.schedule("header");
  else frames.schedule(differOnlyIn(now, before, ["cursor", "span"]) ? "crosshair" : "all");
});
const messages = new HostMessages(store, viewState);
messages.listen(host);
watchTheme(document.body, () => {
  theme = readTheme(document.body);
  applyTheme();
  frames.schedule("all");
});
window.addEventListener("resize", () => frames.schedule("all"));

const shown = (): Scene => {
  const now = current();
  if (!now) throw new Error("The run is not shown yet");
  return now;
};
serve<PanelQueries>(host, {
  async picture({ ground, span }) {
    const now = shown();
    const { log } = store.get();
    return drawPicture(queries, {
      scene: now,
      log,
      orderName: builder.orderName,
      theme: ground === "white" ? paperTheme(theme.font) : theme,
      range: span === "run" ? wholeRun(now.facts) : now.range,
    });
  },
  async visible() {
    const { range, facts, rows } = shown();
    return {
      range: clipRange(range, facts.binsDone) ?? { start: 0, end: facts.binsDone },
      neurons: rows.order.slice(),
    };
  },
});
host.send({ type: "ready", opened: host.firstMessages.length > 0 });
requestData();

function build(): void {
  built = store.get();
  scene = builder.build(built, data.current, {
    theme,
    width: document.body.clientWidth,
    height: window.innerHeight,
    ratio: window.devicePixelRatio || 1,
  });
}

function draw(extent: Extent): void {
  const state = store.get();
  build();
  if (extent === "crosshair" && scene) {
    page.draw(scene);
    hover.update();
    return;
  }
  const facts = scene?.facts ?? null;
  header.render({
    name: state.name,
    facts,
    secondsLeft: state.secondsLeft,
    configChanged: state.snapshot ? state.snapshot.configChanged : false,
    remarks: state.snapshot?.remarks ?? [],
    canSimulate: state.canSimulate,
    following: state.follow,
  });
  const readable = notice.render(state, facts);
  // Asked before it is drawn, so that answers are on their way meanwhile.
  if (readable) requestData();
  if (facts) ariaLive.follow(facts);
  if (extent === "header") return;
  const plotted = readable && scene !== null;
  setShown(page.element, plotted);
  if (!scene || !plotted) return;
  page.render(scene);
  viewState.restoreScroll();
  hover.update();
}

/** Asks for what the plots are to show. */
function requestData(): void {
  const now = current();
  if (now) data.want(wishesOf(now, messages.revision, builder.orderName));
}

/** Whether a run that goes on is only further than before. */
function onlyWentOn(now: State, before: State): boolean {
  const goesOn = ({ snapshot, gone }: State): boolean =>
    snapshot?.shownStatus === "running" && snapshot.troubles.length === 0 && gone === null;
  return goesOn(now) && goesOn(before) && differOnlyIn(now, before, ["name", "snapshot", "secondsLeft", "grown"]);
}

/** Whether nothing else is different: plots then need no new sizes, and often nothing new at all. */
function differOnlyIn(now: State, before: State, keys: readonly (keyof State)[]): boolean {
  return (Object.keys(now) as (keyof State)[]).every((key) => keys.includes(key) || Object.is(now[key], before[key]));
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
