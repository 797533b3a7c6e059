/** A menu below a button: arrow keys, Home, End, first letters, Escape; closed by a press outside. */
import { createPortal, type VNode } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button, type ButtonProps } from "./elements";
import { Icon } from "./icons";

export interface MenuItem {
  readonly label: string;
  /** At the right: a key, or a number. */
  readonly hint?: string;
  /** A choice among several, or on and off. */
  readonly kind?: "radio" | "checkbox";
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** A rule above. */
  readonly apart?: boolean;
  run(): void;
}

interface MenuProps {
  /** What the menu is called. */
  readonly menu: string;
  readonly items: readonly MenuItem[];
  readonly align?: "left" | "right";
}

/** A button that opens a menu, or closes it when it is open. */
export function MenuButton({ menu, items, align, ...look }: ButtonProps & MenuProps): VNode {
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLElement>(null);
  const close = (): void => setOpen(false);
  return (
    <>
      <Button {...look} anchor={anchor} expanded={isOpen} onClick={() => setOpen(!isOpen)} />
      {isOpen &&
        anchor.current &&
        createPortal(<Menu {...{ menu, items, align, close }} anchor={anchor.current} />, document.body)}
    </>
  );
}

let closeOpen: (() => void) | null = null;

function Menu(props: MenuProps & { readonly anchor: HTMLElement; readonly close: () => void }): VNode {
  const { anchor, close } = props;
  const menu = useRef<HTMLDivElement>(null);
  const entries = (): HTMLElement[] => [...(menu.current?.querySelectorAll<HTMLElement>(".menu-item") ?? [])];
  const back = (): void => {
    close();
    anchor.focus();
  };
  useLayoutEffect(() => {
    closeOpen?.();
    closeOpen = close;
    const outside = (event: PointerEvent): void => {
      const target = event.target as Node;
      if (!menu.current?.contains(target) && !anchor.contains(target)) close();
    };
    document.addEventListener("pointerdown", outside, true);
    if (menu.current) place(menu.current, anchor, props.align);
    (entries().find((entry) => entry.ariaChecked === "true") ?? entries()[0]).focus();
    return () => {
      if (closeOpen === close) closeOpen = null;
      document.removeEventListener("pointerdown", outside, true);
    };
  }, []);
  return (
    <div
      ref={menu}
      class="menu"
      role="menu"
      aria-label={props.menu}
      onKeyDown={(event) => onKey(event, entries(), back)}
    >
      {props.items.map((item) => (
        <>
          {item.apart && <div class="menu-rule" role="separator" />}
          <Entry {...item} close={back} />
        </>
      ))}
    </div>
  );
}

function Entry({ label, hint, kind, checked = false, disabled, run, close }: MenuItem & { close: () => void }): VNode {
  return (
    <div
      class="menu-item"
      role={`menuitem${kind ?? ""}`}
      tabindex={-1}
      aria-checked={kind && checked}
      aria-disabled={disabled || undefined}
      onPointerEnter={(event) => event.currentTarget.focus()}
      onClick={() => {
        if (disabled) return;
        close();
        run();
      }}
    >
      <span class="menu-mark">{checked && <Icon name="check" />}</span>
      <span class="menu-label">{label}</span>
      <span class="menu-hint">{hint}</span>
    </div>
  );
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
function place(menu: HTMLElement, anchor: HTMLElement, align: MenuProps["align"]): void {
  const box = anchor.getBoundingClientRect();
  const wanted = align === "right" ? box.right - menu.offsetWidth : box.left;
  menu.style.left = `${Math.max(4, Math.min(wanted, window.innerWidth - menu.offsetWidth - 4))}px`;
  menu.style.top = `${Math.max(4, Math.min(box.bottom + 4, window.innerHeight - menu.offsetHeight - 4))}px`;
}
