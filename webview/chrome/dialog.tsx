/** A modal page over the view, with a title and a button that closes it. */
import { el } from "./dom";
import { button } from "./elements";

/** Opens it; Escape and the button close it, and the focus goes back to where it was. */
export function openDialog(title: string, content: Node, className = ""): void {
  const before = document.activeElement;
  const dialog = el("dialog", { class: `dialog ${className}`, "aria-label": title });
  const close = button({ label: "Close", icon: "close", appearance: "icon" }, () => dialog.close());
  dialog.append(el("div", { class: "dialog-head" }, el("h2", {}, title), close), content);
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
