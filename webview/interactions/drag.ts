/** A press that moves: told apart from a click, followed outside of the element, ended by Escape. */

export interface DragHandlers {
  /** A press; false: not ours. */
  begin(event: PointerEvent): boolean;
  move(event: PointerEvent): void;
  /** `done` is false when the drag was given up. */
  end(event: PointerEvent | null, done: boolean): void;
}

/** Pixels before a press counts as a drag. */
const THRESHOLD = 3;

/** Follows drags of the main button. Clicks that end a drag do not reach others. */
export function onDrag(element: HTMLElement, { begin, move, end }: DragHandlers): void {
  element.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || !begin(down)) return;
    let dragging = false;
    const moved = (event: PointerEvent): void => {
      if (!dragging && Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < THRESHOLD) return;
      if (!dragging) element.setPointerCapture(down.pointerId);
      dragging = true;
      move(event);
    };
    const finish = (event: PointerEvent | null, done: boolean): void => {
      element.removeEventListener("pointermove", moved);
      element.removeEventListener("pointerup", up);
      element.removeEventListener("pointercancel", cancel);
      document.removeEventListener("keydown", key, true);
      if (dragging) window.addEventListener("click", swallow, { capture: true, once: true });
      if (dragging) setTimeout(() => window.removeEventListener("click", swallow, true), 0);
      if (dragging) end(event, done);
    };
    const up = (event: PointerEvent): void => finish(event, true);
    const cancel = (): void => finish(null, false);
    const key = (event: KeyboardEvent): void => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      finish(null, false);
    };
    element.addEventListener("pointermove", moved);
    element.addEventListener("pointerup", up);
    element.addEventListener("pointercancel", cancel);
    document.addEventListener("keydown", key, true);
  });
}

function swallow(event: Event): void {
  event.stopPropagation();
}
