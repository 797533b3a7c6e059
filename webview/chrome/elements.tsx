/** Buttons and text fields as the view uses them: elements of the toolkit. */
import { el } from "./dom";
import { icon, type IconName } from "./icons";

export interface ButtonLook {
  readonly label: string;
  readonly icon?: IconName;
  readonly appearance?: "primary" | "secondary" | "icon";
  /** Longer words for tooltip and screen reader. */
  readonly title?: string;
  readonly className?: string;
  /** Only the icon is seen. */
  readonly bare?: boolean;
}

export function button(
  { label, icon: name, appearance = "secondary", title, className = "", bare = appearance === "icon" }: ButtonLook,
  press: (event: Event) => void,
): HTMLElement {
  const element = document.createElement("vscode-button");
  element.setAttribute("appearance", appearance);
  element.className = className;
  element.title = title ?? (bare ? label : "");
  element.setAttribute("aria-label", label);
  if (name) {
    const drawn = icon(name);
    if (!bare) drawn.setAttribute("slot", "start");
    element.append(drawn);
  }
  // Not a span: the toolkit takes slotted spans for icons and gives them 16 pixels.
  if (!bare) element.append(el("div", { class: "label" }, label));
  element.addEventListener("click", press);
  return element;
}

/** On or off. The toolkit passes the property on to the button that a screen reader finds, but not the attribute. */
export function setPressed(element: HTMLElement, pressed: boolean): void {
  if (element.ariaPressed !== String(pressed)) element.ariaPressed = String(pressed);
}

export interface TextField extends HTMLElement {
  value: string;
}

/** A line of text; `enter` gets what was typed. */
export function textField(placeholder: string, label: string, enter: (text: string) => void): TextField {
  const element = document.createElement("vscode-text-field") as TextField;
  element.setAttribute("placeholder", placeholder);
  // Once it is made the toolkit calls it "Text field".
  void customElements.whenDefined("vscode-text-field").then(() => element.setAttribute("aria-label", label));
  element.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") enter(element.value);
  });
  return element;
}
