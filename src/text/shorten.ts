/** A text of a file within a message: enough of it to be recognised, and no half of a surrogate pair. */
export function shorten(text: string, most = 40): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…` : text;
}
