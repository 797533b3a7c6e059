/** The seconds of a bin as a person types them; null where the text is none, or so small or large that rates in Hz lose all meaning. */
export function readBinSize(text: string): number | null {
  const seconds = Number(text);
  return /^[\d.]+(e[+-]?\d+)?$/i.test(text.trim()) && seconds >= 1e-12 && seconds <= 1e12 ? seconds : null;
}
