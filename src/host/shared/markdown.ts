import * as vscode from "vscode";
import { inMarkdown } from "../../text/display";

/** Markdown that is shown in tooltips. It is made by `md` only, which takes no text for markup. */
export class Markdown {
  private constructor(private readonly source: string) {}

  /** @internal for `md` and `joined` */
  static of(source: string): Markdown {
    return new Markdown(source);
  }

  toString(): string {
    return this.source;
  }

  /** As VS Code shows it; links in it that would run commands do not. */
  tooltip(): vscode.MarkdownString {
    const text = new vscode.MarkdownString(this.source);
    text.supportThemeIcons = true;
    text.supportHtml = true;
    return text;
  }
}

/** The template is Markdown; values in it are shown as they are, without markup, links, icons or HTML, unless they are Markdown. */
export function md(template: TemplateStringsArray, ...values: readonly (string | number | Markdown)[]): Markdown {
  const shown = values.map((value) => (value instanceof Markdown ? String(value) : inMarkdown(String(value))));
  return Markdown.of(template.map((piece, at) => piece + (shown[at] ?? "")).join(""));
}

/** Parts with something between them; those that are null are left out. */
export function joined(parts: readonly (Markdown | null)[], between: string): Markdown {
  return Markdown.of(parts.filter((part) => part !== null).join(between));
}
