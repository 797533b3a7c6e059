/** Most names compared with a word, to limit the time. */
const MOST_CANDIDATES = 500;
/** Most characters compared. */
const LONGEST = 40;

/** The candidate that a word is most likely a misspelling of, or null when none is near. What stands before a dot does not count. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  return nearestBy((name) => simplify(name).replace(/^.*\./, ""), word, candidates);
}

/** The same for file names. */
export function nearestFile(word: string, candidates: readonly string[]): string | null {
  return nearestBy(simplify, word, candidates);
}

function nearestBy(simplify: (word: string) => string, word: string, candidates: readonly string[]): string | null {
  const plain = simplify(word);
  let best: string | null = null;
  let bestDistance = Math.floor(Math.max(plain.length, 3) / 3) + 1;
  for (const candidate of candidates.slice(0, MOST_CANDIDATES)) {
    const other = simplify(candidate);
    if (Math.abs(other.length - plain.length) >= bestDistance) continue;
    const distance = editDistance(plain, other, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `; did you mean "x"?`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const suggestion = nearest(word, candidates);
  return suggestion === null ? "" : `; ${meantText(suggestion)}`;
}

/** `did you mean "x"?` */
export function meantText(name: string): string {
  return `did you mean ${JSON.stringify(name)}?`;
}

/** Ignores case, and - or spaces for _. */
function simplify(word: string): string {
  return word
    .slice(-LONGEST)
    .toLowerCase()
    .replace(/[-\s_]+/g, "_");
}

/** Damerau-Levenshtein distance (optimal string alignment), which counts swapped neighbours as one; at most `most`. */
function editDistance(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const substituted = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      let distance = Math.min(last[j] + 1, row[j - 1] + 1, substituted);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) distance = Math.min(distance, beforeLast[j - 2] + 1);
      row.push(distance);
      least = Math.min(least, distance);
    }
    // A swap looks back two rows, but is no better than one less than the row between.
    if (least > most) return most;
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
