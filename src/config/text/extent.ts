/** Where a JSON text with comments is nested deeper than this, however broken it is; null: nowhere. Brackets in texts and comments do not count. */
export function placeDeeperThan(deepest: number, text: string): number | null {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case "/":
        at = endOfComment(text, at);
        break;
      case "[":
      case "{":
        if (++depth > deepest) return at;
        break;
      case "]":
      case "}":
        depth--;
    }
  }
  return null;
}

/** A text ends with its quote, and at the latest with its line. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"' && !isLineEnd(text[at])) at += text[at] === "\\" ? 2 : 1;
  return at;
}

function endOfComment(text: string, start: number): number {
  if (text[start + 1] === "*") {
    const end = text.indexOf("*/", start + 2);
    return end < 0 ? text.length : end + 1;
  }
  let at = start;
  if (text[start + 1] === "/") while (at < text.length && !isLineEnd(text[at])) at++;
  return at;
}

function isLineEnd(character: string): boolean {
  return character === "\n" || character === "\r";
}
