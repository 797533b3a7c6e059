/** A small question over the view: go to a neuron, go to a time. */
import { el, setText } from "./dom";
import { textField } from "./elements";

/** Asks for one line. `accept` returns what is wrong with it, or null when it was right and the question can go. */
export function ask(title: string, placeholder: string, accept: (text: string) => string | null): void {
  const before = document.activeElement;
  const problem = el("div", { class: "prompt-problem", role: "alert" });
  const field = textField(placeholder, title, (text) => {
    const wrong = accept(text);
    if (wrong === null) dialog.close();
    else setText(problem, wrong);
  });
  const dialog = el(
    "dialog",
    { class: "prompt", "aria-label": title },
    el("label", { class: "prompt-title" }, title),
    field,
    problem,
  );
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement) before.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  field.focus();
}
