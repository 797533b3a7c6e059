/** What a screen reader hears of a run's course: start, each quarter, its end; a divergence at once. */
import { el } from "../chrome/dom";
import { bannerOf, statusOf } from "../chrome/status";
import type { Facts } from "./run/facts";

export class AriaLive {
  readonly element: HTMLElement;
  private readonly polite = el("div", { role: "status", "aria-live": "polite" });
  private readonly assertive = el("div", { role: "alert", "aria-live": "assertive" });
  private said: string | null = null;

  constructor() {
    this.element = el("div", { class: "unseen" }, this.polite, this.assertive);
  }

  say(text: string): void {
    this.polite.textContent = text;
  }

  /** Speaks when the run has come a quarter further, or has ended; what was so when the view opened is not news. */
  follow(facts: Facts): void {
    const quarter = Math.floor((4 * facts.binsTold) / facts.nTimeBins);
    const now = `${facts.manifest.run_number} ${facts.status} ${facts.running ? quarter : ""}`;
    if (now === this.said) return;
    const first = this.said === null;
    this.said = now;
    if (first && !facts.running) return;
    if (facts.running) this.say(quarter === 0 ? "Simulation running" : `${25 * quarter} percent`);
    else if (facts.status === "diverged")
      this.assertive.textContent = `${statusOf(facts, null).text}. ${bannerOf(facts)?.bold ?? ""}`;
    else this.say(`${statusOf(facts, null).text}.`);
  }
}
