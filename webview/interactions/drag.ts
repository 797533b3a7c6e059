/** Drags: distinguished from clicks, followed outside the element, cancelled by Escape. */

/** What a drag does. */
export interface DragHandlers {
  /** The pointer was pressed; return false to ignore the drag. */
  start(event: PointerEvent): boolean;
  move(event: PointerEvent): void;
  /** `done` is false when the drag was cancelled. */
  end(event: PointerEvent | null, done: boolean): void;
}

/** Pixels before a press counts as a drag. */
const THRESHOLD = 3;

/** Follows drags of the main button. A click that ends a drag is not passed on. */
export function onDrag(element: HTMLElement, { start, move, end }: DragHandlers): void {
  element.addEventListener("pointerdown", (down) => {
    if (down.button !== 0 || !start(down)) return;
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
