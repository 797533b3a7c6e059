/** A click on a row, its bar or its gutter selects; Ctrl or Cmd adds, Shift selects a range. */
import type { Actions } from "../app/actions";
import type { Scene } from "../app/scene";
import type { Store } from "../app/store";
import { panelY } from "./geometry";

/** `neuronAt`: the neuron at a height in the element. */
export function selectByPointer(
  element: HTMLElement,
  neuronAt: (scene: Scene, y: number) => number | null,
  store: Store,
  actions: Actions,
  scene: () => Scene,
): void {
  let before: readonly number[] | null = null;
  element.addEventListener("click", (event) => {
    const neuron = neuronAt(scene(), panelY(event, element));
    if (neuron === null || event.detail > 1) return;
    before = store.get().selection;
    actions.select(neuron, event.ctrlKey || event.metaKey ? "toggle" : event.shiftKey ? "range" : "one");
  });
  // A double-click shows the whole run, so undo the selection of its first click.
  element.addEventListener("dblclick", () => store.set({ selection: before }));
}
