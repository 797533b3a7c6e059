/** Announces a run's progress to screen readers: start, each quarter and end; a divergence at once. */
import { el } from "../chrome/dom";
import { bannerOf, statusText } from "../chrome/status";
import type { Facts } from "./run/facts";

export class AriaLive {
  readonly element: HTMLElement;
  private readonly polite = el("div", { role: "status", "aria-live": "polite" });
  private readonly assertive = el("div", { role: "alert", "aria-live": "assertive" });
  private announced: string | null = null;

  constructor() {
    this.element = el("div", { class: "unseen" }, this.polite, this.assertive);
  }

  announce(text: string): void {
    this.polite.textContent = text;
  }

  /** Announces each quarter and the end, but nothing of a run that had ended when the view opened. */
  follow(facts: Facts): void {
    const quarter = Math.floor((4 * facts.binsReported) / facts.nTimeBins);
    const now = `${facts.manifest.run_number} ${facts.status} ${facts.running ? quarter : ""}`;
    if (now === this.announced) return;
    const first = this.announced === null;
    this.announced = now;
    if (first && !facts.running) return;
    if (facts.running) this.announce(quarter === 0 ? "Simulation running" : `${25 * quarter} percent`);
    else if (facts.status === "diverged")
      this.assertive.textContent = `${statusText(facts, null)}. ${bannerOf(facts)?.bold ?? ""}`;
    else this.announce(`${statusText(facts, null)}.`);
  }
}
