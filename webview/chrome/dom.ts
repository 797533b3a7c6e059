/** Building the page without inline handlers or markup strings. */

type Child = Node | string | null;

/** An element with attributes (`class`, `aria-…`, …) and children. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child): child is Node | string => child !== null));
  return element;
}

/** Sets text only where it differs, so that a page that is rendered often does not flicker or lose a text selection. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setAttribute(element: Element, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

export function setShown(element: HTMLElement, shown: boolean): void {
  element.hidden = !shown;
}

/** Replaces the children only when `name` says that they are others. */
export function setChildren(element: HTMLElement, name: string, children: () => readonly Node[]): void {
  if (element.dataset.children === name) return;
  element.dataset.children = name;
  element.replaceChildren(...children());
}
