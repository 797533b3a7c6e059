import { shorten } from "./shorten";

/**
 * Makes texts from files (names, titles, keys, paths) safe to show. They may come from a stranger: they must not become
 * a link, a command, an icon or a control sequence, and readers must see every character.
 */

/** Control characters, line and paragraph separators, bidirectional marks, and lone surrogates. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu;

/** Breaks `[text](command:…)` and `$(icon)` invisibly. */
const ZERO_WIDTH = "\u200b";

/** Text in one line, invisible characters as escapes: `\u001b`, `\n`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
    return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Characters of a text in a message: VS Code shows no more in a notification. */
const MOST_SHOWN = 1000;

/** Text for a notification, status bar entry, CodeLens or progress title: no links, no icons, one line, bounded length. */
export function inMessage(text: string): string {
  return visible(shorten(text, MOST_SHOWN)).replaceAll("](", `]${ZERO_WIDTH}(`).replaceAll("$(", `$${ZERO_WIDTH}(`);
}

/** Text within Markdown: shown as it is, without markup, links, icons or HTML. */
export function inMarkdown(text: string): string {
  return inMessage(text).replace(/[\\`*_{}[\]()#+\-.!|<>~&$:@=]/g, (character) =>
    character === "<" ? "&lt;" : character === "&" ? "&amp;" : `\\${character}`,
  );
}
