import * as vscode from "vscode";
import { inMarkdown } from "../../text/display";

/** Markdown for tooltips. Only `tip` makes it, and `tip` escapes every text. */
export class Markdown {
  private constructor(private readonly source: string) {}

  /** @internal for `tip` and `joined` */
  static of(source: string): Markdown {
    return new Markdown(source);
  }

  toString(): string {
    return this.source;
  }

  /** As a tooltip; links that would run commands are disabled. */
  tooltip(): vscode.MarkdownString {
    const text = new vscode.MarkdownString(this.source);
    text.supportThemeIcons = true;
    text.supportHtml = true;
    return text;
  }
}

/**
 * The template is Markdown; its values are escaped (no markup, links, icons or HTML) unless they are Markdown. Not
 * called `md`: Prettier would put line breaks into the text.
 */
export function tip(template: TemplateStringsArray, ...values: readonly (string | number | Markdown)[]): Markdown {
  const shown = values.map((value) => (value instanceof Markdown ? String(value) : inMarkdown(String(value))));
  return Markdown.of(template.map((piece, at) => piece + (shown[at] ?? "")).join(""));
}

/** Joins the parts that are not null. */
export function joined(parts: readonly (Markdown | null)[], between: string): Markdown {
  return Markdown.of(parts.filter((part) => part !== null).join(between));
}
