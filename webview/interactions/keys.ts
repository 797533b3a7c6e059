/** Keys while a plot has the focus. */
import type { Actions } from "../app/actions";
import type { PanelView } from "../app/panel-view";
import { ask } from "../chrome/dialog";
import { lengthOf, ZOOM_STEP } from "../app/run/range";
import { parseNeurons } from "../app/run/selection";
import type { Scene } from "../app/scene";
import type { Store } from "../app/store";

/** Actions of keys that other parts carry out. */
export interface KeyHooks {
  showHelp(): void;
  announce(text: string): void;
  reload(): void;
}

/** Handles keys on all panels. */
export function listenToKeys(
  views: readonly PanelView[],
  store: Store,
  actions: Actions,
  scene: () => Scene,
  hooks: KeyHooks,
): void {
  const handle = (event: KeyboardEvent, onBrush: boolean): void => {
    if (event.altKey) return;
    const now = scene();
    const run = (onBrush ? brushKey(event, now, actions) : null) ?? plotKey(event, now, store, actions, hooks);
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  for (const { element, panel } of views)
    if (panel.title !== null) element.addEventListener("keydown", (event) => handle(event, panel.drag === "brush"));
}

type Run = () => void;

/** On the overview, arrows move the brush, and Shift with arrows resizes it. */
function brushKey(event: KeyboardEvent, { range }: Scene, actions: Actions): Run | null {
  const step = Math.max(1, Math.round(lengthOf(range) / 10));
  const way = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (way === 0) return null;
  return event.shiftKey
    ? () => actions.show({ start: range.start, end: range.end + way * step })
    : () => actions.pan(way * step);
}

function plotKey(event: KeyboardEvent, now: Scene, store: Store, actions: Actions, hooks: KeyHooks): Run | null {
  const tenth = Math.max(1, Math.round(lengthOf(now.range) / 10));
  const command = event.ctrlKey || event.metaKey;
  const spike =
    (direction: 1 | -1): Run =>
    () => {
      void actions.toSpike(direction).then(
        (found) => {
          if (!found) hooks.announce(direction === 1 ? "No later spike" : "No earlier spike");
        },
        (error: unknown) => hooks.announce(String(error)),
      );
    };
  switch (event.key) {
    case "ArrowLeft":
      return event.shiftKey ? () => actions.pan(-tenth) : () => actions.step(-1, 0);
    case "ArrowRight":
      return event.shiftKey ? () => actions.pan(tenth) : () => actions.step(1, 0);
    case "ArrowUp":
      return () => actions.step(0, -1);
    case "ArrowDown":
      return () => actions.step(0, 1);
    case "Home":
      return () => actions.show({ start: 0, end: lengthOf(now.range) });
    case "End":
      return () => actions.show({ start: now.facts.binsDone - lengthOf(now.range), end: now.facts.binsDone });
    case "Enter": {
      const neuron = now.cursor?.neuron;
      return neuron === undefined || (command && event.shiftKey)
        ? null
        : () => actions.select(neuron, command ? "toggle" : "one");
    }
    case "Escape":
      return now.cursor ? () => actions.point(null) : now.selection.length > 0 ? () => actions.clear() : null;
  }
  if (command) return null;
  switch (event.key.toLowerCase()) {
    case "+":
    case "=":
      return () => actions.zoomAtCursor(ZOOM_STEP);
    case "-":
      return () => actions.zoomAtCursor(1 / ZOOM_STEP);
    case "0":
      return () => actions.whole();
    case "n":
      return spike(1);
    case "p":
      return spike(-1);
    case "g":
      return () => goToNeuron(now, actions);
    case "t":
      return () => goToTime(now, actions);
    case "s":
      return () => actions.nextOrder();
    case "l":
      return () => actions.toggleLog();
    case "d":
      return () => actions.toggle("drive");
    case "f":
      return () => actions.follow(!store.get().follow);
    case "r":
      return () => hooks.reload();
    case "?":
      return () => hooks.showHelp();
    default:
      return null;
  }
}

function goToNeuron({ facts, range, cursor, rows }: Scene, actions: Actions): void {
  ask("Go to neuron", `0–${facts.nNeurons - 1}`, (text) => {
    const choice = parseNeurons(text, facts);
    if ("problem" in choice) return choice.problem;
    const [neuron] = choice.neurons;
    if (rows.positionOf[neuron] < 0) return `Neuron ${neuron} is in a hidden group`;
    actions.goTo(cursor?.bin ?? Math.floor((range.start + Math.min(range.end, facts.binsDone)) / 2), neuron);
    return null;
  });
}

function goToTime({ facts, cursor, selection, rows }: Scene, actions: Actions): void {
  const seconds = facts.binSize !== null;
  const last = seconds ? facts.binsDone * (facts.binSize ?? 1) : facts.binsDone - 1;
  ask(seconds ? "Go to time, s" : "Go to bin", `0–${last}`, (text) => {
    const value = Number(text.trim().replace(",", "."));
    if (text.trim() === "" || !Number.isFinite(value) || value < 0 || value > last)
      return `Type a number from 0 to ${last}`;
    const bin = Math.floor(value / (facts.binSize ?? 1) + 1e-9);
    actions.goTo(bin, cursor?.neuron ?? selection[0] ?? rows.order[0]);
    return null;
  });
}
