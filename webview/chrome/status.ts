/** How a run stands, in words. */
import { significant, whole } from "../../src/text/numbers";
import { percentText, progressText } from "../../src/protocol/progress";
import { neuronName, type Facts } from "../app/run/facts";
import { visible } from "../../src/text/display";

/** `Running 43 % · ETA 12 s`, `Cancelled at 12 %`. `secondsLeft` of a running run; null: unknown. */
export function statusText(facts: Facts, secondsLeft: number | null): string {
  const percent = (100 * facts.binsReported) / facts.nTimeBins;
  const done = percentText(percent);
  const error = facts.manifest.error;
  switch (facts.status) {
    case "running":
      return `Running ${progressText(percent, secondsLeft)} · writing to disk`;
    case "finished":
      return "Finished";
    case "cancelled":
      return `Cancelled at ${done}`;
    case "interrupted":
      return `Interrupted at ${done}`;
    case "failed":
      return `Failed at ${done}`;
    case "diverged":
      return `Diverged at bin ${whole(error?.bin ?? facts.binsDone)}${error?.neuron === undefined ? "" : `, neuron ${neuronName(facts, error.neuron)}`}`;
  }
}

/** `Run 7 · today 14:32`. */
export function whenOf(facts: Facts, now: Date): string {
  const started = new Date(facts.manifest.started);
  const time = started.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const days = Math.round((startOfDay(now) - startOfDay(started)) / 86_400_000);
  const day =
    days === 0
      ? "today"
      : days === 1
        ? "yesterday"
        : started.toLocaleDateString([], { year: "numeric", month: "short", day: "numeric" });
  return `Run ${facts.manifest.run_number} · ${day} ${time}`;
}

export interface BannerText {
  readonly bold: string;
  readonly rest: string;
}

/** The line under the header when a run stopped by itself; null when nothing has to be explained. */
export function bannerOf(facts: Facts): BannerText | null {
  const { error } = facts.manifest;
  const kept =
    facts.binsDone === 0 ? "No bin was computed." : `Bins 0–${whole(facts.binsDone - 1)} are complete and kept.`;
  switch (facts.status) {
    case "diverged":
      return { bold: divergence(facts), rest: kept };
    case "failed":
      return { bold: sentence(visible(error?.message ?? "The simulation stopped unexpectedly")), rest: kept };
    case "interrupted":
      return { bold: "The process that computed this run is gone.", rest: kept };
    default:
      return null;
  }
}

function divergence(facts: Facts): string {
  const { error } = facts.manifest;
  const who = error?.neuron === undefined ? "A rate" : `Rate of neuron ${neuronName(facts, error.neuron)}`;
  const value = error?.rate;
  if (value === undefined) return sentence(visible(error?.message ?? `${who} diverged`));
  if (typeof value === "string")
    return `${who} became ${value === "NaN" ? "NaN" : value.startsWith("-") ? "negative infinite" : "infinite"}.`;
  return value < 0
    ? `${who} became negative (${significant(value, 3)}).`
    : `${who} passed 10⁶ counts per bin (${significant(value, 2)}).`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
