/** Pointer, wheel and keys on all panels, as each panel defines them. */
import type { Actions } from "../app/actions";
import type { PanelView } from "../app/panel-view";
import type { Scene } from "../app/scene";
import type { Store } from "../app/store";
import { brushByPointer } from "./brush";
import { listenToKeys, type KeyHooks } from "./keys";
import { panAndSpan } from "./pan";
import { selectByPointer } from "./select";
import { zoomByWheel } from "./zoom";

/** Connects all interactions. */
export function listenToInput(
  views: readonly PanelView[],
  store: Store,
  actions: Actions,
  scene: () => Scene,
  hooks: KeyHooks,
): void {
  zoomByWheel(
    views.filter(({ panel }) => panel.drag),
    actions,
    scene,
  );
  for (const { element, panel } of views) {
    if (panel.drag === "brush") brushByPointer(element, actions, scene);
    else if (panel.drag) panAndSpan(element, panel.drag, store, actions, scene);
    if (panel.neuronAt) selectByPointer(element, panel.neuronAt, store, actions, scene);
  }
  listenToKeys(views, store, actions, scene, hooks);
}
