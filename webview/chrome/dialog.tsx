/** Modal pages over the view. Escape closes them, and the focus goes back to where it was. */
import { render, type ComponentChildren, type VNode } from "preact";
import { useState } from "preact/hooks";
import { el } from "./dom";
import { Button, TextField } from "./elements";

/** Opens a page with a title and a button that closes it. */
export function openDialog(title: string, content: ComponentChildren, className = ""): void {
  openModal(title, `dialog ${className}`, (close) => (
    <>
      <div class="dialog-head">
        <h2>{title}</h2>
        <Button label="Close" icon="close" appearance="icon" onClick={close} />
      </div>
      {content}
    </>
  ));
}

/** Asks for one line. `accept` returns what is wrong with it, or null when it was right and the question can go. */
export function ask(title: string, placeholder: string, accept: (text: string) => string | null): void {
  const dialog = openModal(title, "prompt", (close) => <Prompt {...{ title, placeholder, accept, close }} />);
  dialog.querySelector<HTMLElement>("vscode-text-field")?.focus();
}

interface PromptProps {
  readonly title: string;
  readonly placeholder: string;
  readonly accept: (text: string) => string | null;
  readonly close: () => void;
}

function Prompt({ title, placeholder, accept, close }: PromptProps): VNode {
  const [problem, setProblem] = useState<string | null>(null);
  const enter = (text: string): boolean => {
    const wrong = accept(text);
    setProblem(wrong);
    if (wrong === null) close();
    return wrong === null;
  };
  return (
    <>
      <label class="prompt-title">{title}</label>
      <TextField label={title} placeholder={placeholder} onEnter={enter} />
      <div class="prompt-problem" role="alert">
        {problem}
      </div>
    </>
  );
}

function openModal(label: string, className: string, content: (close: () => void) => VNode): HTMLDialogElement {
  const before = document.activeElement;
  const dialog = document.body.appendChild(el("dialog", { class: className, "aria-label": label }));
  render(
    content(() => dialog.close()),
    dialog,
  );
  dialog.addEventListener("keydown", (event) => event.stopPropagation());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (before instanceof HTMLElement) before.focus();
  });
  dialog.showModal();
  return dialog;
}
