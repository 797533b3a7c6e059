/** Shortens a text for a message without cutting a surrogate pair. */
export function shorten(text: string, most = 40): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…` : text;
}
