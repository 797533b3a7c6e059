import { shorten } from "./shorten";

/**
 * Texts of files (names, titles, keys, paths) where they are shown. A stranger wrote them: they must not become a link, a command, an icon
 * or a control sequence, and a reader must see what they are.
 */

/** Control characters, line and paragraph separators, marks that turn the direction of writing, and halves of characters. */
const UNSEEN =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu;

/** Breaks `[text](command:…)` and `$(icon)` without being seen. */
const ZERO_WIDTH = "\u200b";

/** Text in one line, with what cannot be seen written as an escape: `\u001b`, `\n`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => {
    const short = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[character];
    return short ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Characters of one text that are shown in a message, which is as many as VS Code shows of a notification. */
const MOST_SHOWN = 1000;

/** Text for a notification, a status bar entry, a CodeLens or a progress title: no link, no icon, one line, and no longer than is read. */
export function inMessage(text: string): string {
  return visible(shorten(text, MOST_SHOWN)).replaceAll("](", `]${ZERO_WIDTH}(`).replaceAll("$(", `$${ZERO_WIDTH}(`);
}

/** Text within Markdown: shown as it is, without markup, links, icons or HTML. */
export function inMarkdown(text: string): string {
  return inMessage(text).replace(/[\\`*_{}[\]()#+\-.!|<>~&$:@=]/g, (character) =>
    character === "<" ? "&lt;" : character === "&" ? "&amp;" : `\\${character}`,
  );
}
