/** A menu below a button: arrow keys, Home, End, first letters, Escape; closed by a press outside. */
import { el } from "./dom";
import { icon } from "./icons";

export interface MenuItem {
  readonly label: string;
  /** At the right: a key, or a number. */
  readonly hint?: string;
  /** A choice among several, or on and off. */
  readonly kind?: "item" | "radio" | "check";
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** A rule above. */
  readonly apart?: boolean;
  run(): void;
}

let closeOpen: (() => void) | null = null;

/** Opens the menu, or closes it when it is open for this button. */
export function toggleMenu(
  anchor: HTMLElement,
  label: string,
  items: readonly MenuItem[],
  align: "left" | "right" = "left",
): void {
  const wasOpen = anchor.ariaExpanded === "true";
  closeOpen?.();
  if (wasOpen) return;
  const menu = el("div", { class: "menu", role: "menu", "aria-label": label });
  const entries = items.map((item) => entryOf(item, () => close(true)));
  items.forEach((item, place) => {
    if (item.apart) menu.append(el("div", { class: "menu-rule", role: "separator" }));
    menu.append(entries[place]);
  });
  const outside = (event: PointerEvent): void => {
    const target = event.target as Node;
    if (!menu.contains(target) && !anchor.contains(target)) close(false);
  };
  const close = (back: boolean): void => {
    closeOpen = null;
    menu.remove();
    anchor.ariaExpanded = "false";
    document.removeEventListener("pointerdown", outside, true);
    if (back) anchor.focus();
  };
  closeOpen = () => close(false);
  menu.addEventListener("keydown", (event) => onKey(event, entries, () => close(true)));
  document.addEventListener("pointerdown", outside, true);
  document.body.append(menu);
  place(menu, anchor, align);
  anchor.ariaExpanded = "true";
  (entries.find((entry) => entry.getAttribute("aria-checked") === "true") ?? entries[0]).focus();
}

function entryOf(item: MenuItem, close: () => void): HTMLElement {
  const kind = item.kind ?? "item";
  const entry = el("div", {
    class: "menu-item",
    role: kind === "item" ? "menuitem" : kind === "radio" ? "menuitemradio" : "menuitemcheckbox",
    tabindex: "-1",
  });
  const mark = el("span", { class: "menu-mark" });
  if (kind !== "item") {
    entry.setAttribute("aria-checked", String(item.checked === true));
    if (item.checked) mark.append(icon("check"));
  }
  if (item.disabled) entry.setAttribute("aria-disabled", "true");
  entry.append(
    mark,
    el("span", { class: "menu-label" }, item.label),
    el("span", { class: "menu-hint" }, item.hint ?? ""),
  );
  entry.addEventListener("click", () => {
    if (item.disabled) return;
    close();
    item.run();
  });
  entry.addEventListener("pointerenter", () => entry.focus());
  return entry;
}

function onKey(event: KeyboardEvent, entries: readonly HTMLElement[], close: () => void): void {
  const at = entries.findIndex((entry) => entry === document.activeElement);
  const go = (place: number): void => entries[(place + entries.length) % entries.length].focus();
  event.stopPropagation();
  switch (event.key) {
    case "ArrowDown":
      go(at + 1);
      break;
    case "ArrowUp":
      go(at - 1);
      break;
    case "Home":
      go(0);
      break;
    case "End":
      go(entries.length - 1);
      break;
    case "Enter":
    case " ":
      entries[at]?.click();
      break;
    case "Escape":
    case "Tab":
      close();
      break;
    default: {
      const next = [...entries.slice(at + 1), ...entries].find((entry) =>
        entry.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()),
      );
      if (event.key.length !== 1 || !next) return;
      next.focus();
    }
  }
  event.preventDefault();
}

/** Below the button, inside the window. */
function place(menu: HTMLElement, anchor: HTMLElement, align: "left" | "right"): void {
  const box = anchor.getBoundingClientRect();
  const wanted = align === "left" ? box.left : box.right - menu.offsetWidth;
  menu.style.left = `${Math.max(4, Math.min(wanted, window.innerWidth - menu.offsetWidth - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(box.bottom + 4, window.innerHeight - menu.offsetHeight - 4))}px`;
}
