/** The header: did it work, and what came out. */
import type { FromPanel, PanelCommand } from "../../src/protocol/panel";
import { keyText } from "../../src/text/numbers";
import type { RunSnapshot } from "../../src/protocol/queries";
import { visible } from "../../src/text/display";
import { el, setAttribute, setChildren, setShown, setText } from "./dom";
import { icon } from "./icons";
import { toggleMenu } from "./menu";
import { button, setPressed } from "./elements";
import { runName, type Facts } from "../app/run/facts";
import { figuresOf, type Figure } from "./figures";
import { bannerOf, statusOf, whenOf } from "./status";

export interface HeaderHooks {
  tell(message: FromPanel): void;
  follow(): void;
  showGrowth(): void;
}

export interface HeaderState {
  readonly name: string;
  readonly facts: Facts | null;
  /** Of a run that goes on; null: not known. */
  readonly secondsLeft: number | null;
  /** The config is another than the one that ran; null: it is gone; "unknown": it may not be looked at. */
  readonly configChanged: RunSnapshot["configChanged"];
  /** What is wrong with the run that does not keep it from being shown. */
  readonly remarks: readonly string[];
  readonly canSimulate: boolean;
  readonly following: boolean;
}

export class Header {
  readonly element: HTMLElement;
  private readonly status = el("span", { class: "status" });
  private readonly name = el("h1");
  private readonly what = el("span", { class: "what" });
  private readonly when = el("span", { class: "when" });
  private readonly changed = el("span", { class: "changed" });
  private readonly figures = el("div", { class: "figures" });
  private readonly bar = el("div", { class: "progress" }, el("div"));
  private readonly banner: HTMLElement;
  private readonly bannerText = el("p");
  private readonly remarks = el("div", { class: "remarks", role: "status" });
  private readonly growth: HTMLElement;
  private readonly buttons: Record<"follow" | "stop" | "export" | "again" | "more", HTMLElement>;
  private readonly split = el("span", { class: "split" });
  private now: HeaderState | null = null;

  constructor(private readonly hooks: HeaderHooks) {
    const command = (name: PanelCommand) => (): void => hooks.tell({ type: "command", command: name });
    this.buttons = {
      follow: button(
        { label: "Follow", icon: "follow", title: "Follow the newest bins (F)", className: "toggle" },
        () => hooks.follow(),
      ),
      stop: button(
        { label: "Stop", icon: "stop", title: "Stop this simulation; what is computed is kept" },
        command("stop"),
      ),
      export: button({ label: "Export…", icon: "export", title: "Export a picture or data…" }, () => this.openExport()),
      again: button(
        {
          label: "Run again",
          icon: "again",
          appearance: "primary",
          title: "Run again with the same key (Ctrl+Enter)",
          className: "split-main",
        },
        command("simulateAgain"),
      ),
      more: button(
        { label: "More ways to run", icon: "chevron", appearance: "primary", className: "split-more", bare: true },
        () => this.openMore(),
      ),
    };
    for (const anchor of [this.buttons.more, this.buttons.export]) setAttribute(anchor, "aria-haspopup", "menu");
    this.growth = el("button", { class: "link", type: "button" }, "Show growth");
    this.growth.addEventListener("click", () => hooks.showGrowth());
    const openConfig = el("button", { class: "link", type: "button" }, "Open config");
    openConfig.addEventListener("click", command("openConfig"));
    this.banner = el(
      "div",
      { class: "banner" },
      this.bannerText,
      el("div", { class: "links" }, this.growth, openConfig),
    );
    const { follow, stop, again, more } = this.buttons;
    this.split.append(again, more);
    this.element = el(
      "header",
      { class: "header" },
      el(
        "div",
        { class: "title" },
        el(
          "div",
          { class: "who" },
          this.status,
          this.name,
          el("span", { class: "line" }, this.what, this.when, this.changed),
        ),
        el("div", { class: "buttons" }, follow, stop, this.buttons.export, this.split),
      ),
      this.figures,
      this.bar,
      this.banner,
      this.remarks,
    );
  }

  render(state: HeaderState): void {
    this.now = state;
    const { facts } = state;
    setText(this.name, facts ? runName(facts) : state.name);
    this.name.title = visible(facts?.manifest.title ?? "");
    setShown(this.figures, facts !== null);
    setShown(this.buttons.follow, facts?.running === true);
    setShown(this.buttons.stop, facts?.running === true);
    const idle = facts !== null && !facts.running;
    setShown(this.buttons.export, idle);
    setShown(this.split, facts === null || idle);
    setAttribute(this.buttons.again, "disabled", state.canSimulate ? null : "");
    setPressed(this.buttons.follow, state.following);
    setShown(this.changed, state.configChanged === true || state.configChanged === null);
    setText(this.changed, state.configChanged === null ? "config is gone" : "config has changed");
    this.renderBanner(facts);
    setShown(this.remarks, state.remarks.length > 0);
    setChildren(this.remarks, JSON.stringify(state.remarks), () => state.remarks.map((remark) => el("p", {}, remark)));
    if (!facts) return;
    const status = statusOf(facts, state.secondsLeft);
    setAttribute(this.status, "class", `status tone-${status.tone}`);
    setChildren(this.status, status.icon, () => [icon(status.icon)]);
    setText(this.what, status.text);
    setAttribute(this.what, "class", status.tone === "error" ? "what error" : "what");
    setText(this.when, facts.running ? "" : ` · ${whenOf(facts, new Date())}`);
    this.bar.classList.toggle("on", facts.running);
    (this.bar.firstElementChild as HTMLElement).style.width = `${(100 * facts.binsTold) / facts.nTimeBins}%`;
    const figures = figuresOf(facts);
    setChildren(this.figures, JSON.stringify(figures), () => figures.map((figure) => this.figure(figure)));
  }

  private renderBanner(facts: Facts | null): void {
    const banner = facts && bannerOf(facts);
    setShown(this.banner, Boolean(banner));
    if (!facts || !banner) return;
    this.banner.classList.toggle("error", facts.status !== "interrupted");
    setChildren(this.bannerText, JSON.stringify(banner), () => [
      el("strong", {}, banner.bold),
      document.createTextNode(` ${banner.rest}`),
    ]);
    setShown(this.growth, facts.status === "diverged" && facts.binsDone > 0);
  }

  private figure({ label, value, aside, detail, title, exact, toBinSize }: Figure): HTMLElement {
    const main = el(
      "button",
      {
        class: "figure-value",
        type: "button",
        title: `${title}\nClick to copy`,
        "aria-label": `${label}: ${value}, ${detail}. Copy`,
      },
      value,
    );
    main.addEventListener("click", () => this.hooks.tell({ type: "copy", text: exact, what: label }));
    const below = toBinSize
      ? el("button", { class: "link figure-detail", type: "button", title: "Set bin_size in the config" }, detail)
      : el("span", { class: "figure-detail" }, detail);
    if (toBinSize) below.addEventListener("click", () => this.hooks.tell({ type: "command", command: "goToBinSize" }));
    return el(
      "div",
      { class: "figure", title },
      el("span", { class: "figure-label" }, label),
      el("span", { class: "figure-line" }, main, aside ? el("span", { class: "figure-aside" }, aside) : null),
      below,
    );
  }

  private openExport(): void {
    const command = (name: PanelCommand) => (): void => this.hooks.tell({ type: "command", command: name });
    toggleMenu(
      this.buttons.export,
      "Export",
      [
        { label: "Export picture…", hint: "PNG", run: command("exportPicture") },
        { label: "Export data…", hint: "CSV", run: command("exportData") },
      ],
      "right",
    );
  }

  private openMore(): void {
    const command = (name: PanelCommand) => (): void => this.hooks.tell({ type: "command", command: name });
    const state = this.now;
    const disabled = state?.canSimulate === false;
    const [high, low] = state?.facts?.manifest.random_key ?? [0, 0];
    const next = state?.facts ? ` (${keyText([high, (low + 1) % 2 ** 32])})` : "";
    toggleMenu(
      this.buttons.more,
      "Run",
      [
        { label: "Run again", hint: "Ctrl+Enter", disabled, run: command("simulateAgain") },
        { label: `Run with next key${next}`, hint: "Ctrl+Shift+Enter", disabled, run: command("simulateNextKey") },
        { label: "Run with key…", disabled, run: command("simulateWithKey") },
        { label: "Open config", apart: true, run: command("openConfig") },
        { label: "Open run folder", run: command("openRunFolder") },
      ],
      "right",
    );
  }
}
