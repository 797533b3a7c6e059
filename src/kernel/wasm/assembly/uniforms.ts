/**
 * Draws the first uniform number of each neuron and bin, ahead of the recurrence. Random bits are addressed by bin and
 * neuron, so eight bins are drawn at once, and lanes can hold four bins under four keys: all are used, however few the
 * neurons.
 */
import { firstKeysAt, keysAt, linksAt, nNeurons, paddedRow, secondKeysAt, turningAt, uniformsAt } from "./memory";
import { entry } from "./tables";
import { besides0, besides1, mix, numbered, parity, threefryTwo, word0, word1 } from "./threefry";

/** Bins whose uniform numbers are drawn at once: few, to stay in the first-level cache. */
export const BATCH: i32 = 8;

/** 1; the number of a padding neuron: so low that it never spikes. */
const NUMBERS = memory.data<f32>([1, -1e30]);
/** With at most so many neurons, eight bins fill the registers better than four bins and four neurons. */
const FEW: i32 = 3;
/**
 * From this many neurons on, one spikes in most bins. So the keys of second numbers are prepared, which saves two
 * dependent calls of `threefryTwo`.
 */
const CHAINED: i32 = 8;

/**
 * Draws for the eight bins from `bin` on and neurons `first` to `last`; stores the bins' keys at `keys`, and those for
 * further draws.
 */
export function drawUniforms(keyHigh: i32, keyLow: i32, bin: i64, keys: usize, first: i32, last: i32): void {
  makeKeys(keyHigh, keyLow, bin, keys);
  if (last - first < FEW) {
    drawEightBins(first, last);
  } else {
    drawFourBins(0, first, last);
    drawFourBins(4, first, last);
  }
}

/** Whether `linksAt` and `secondKeysAt` hold the second keys. */
export function isChained(): bool {
  return nNeurons >= CHAINED;
}

/**
 * Stores the keys of eight bins from `bin` on, split(key, T)[t], bin by bin at `keys`; those of their first iterations,
 * four bins per register, word by word; and for many neurons the next link and the key of the second iteration.
 */
function makeKeys(keyHigh: i32, keyLow: i32, bin: i64, keys: usize): void {
  const zero = i32x4.splat(0);
  const one = i32x4.splat(1);
  const k0 = i32x4.splat(keyHigh);
  const k1 = i32x4.splat(keyLow);
  const base = i32x4.splat(<i32>bin);
  const low = i32x4.add(base, i32x4(0, 1, 2, 3));
  const next = i32x4.add(base, i32x4(4, 5, 6, 7));
  // A lane whose low word overflowed has the next high word: comparisons give -1 where true.
  const high = i32x4.splat(<i32>(bin >> 32));
  threefryTwo(k0, k1, i32x4.sub(high, i32x4.lt_u(low, base)), low, k0, k1, i32x4.sub(high, i32x4.lt_u(next, base)), next);
  v128.store(keys, v128.shuffle<i32>(word0, word1, 0, 4, 1, 5));
  v128.store(keys, v128.shuffle<i32>(word0, word1, 2, 6, 3, 7), 16);
  v128.store(keys, v128.shuffle<i32>(besides0, besides1, 0, 4, 1, 5), 32);
  v128.store(keys, v128.shuffle<i32>(besides0, besides1, 2, 6, 3, 7), 48);
  const a0 = word0, a1 = word1, b0 = besides0, b1 = besides1;
  threefryTwo(a0, a1, zero, one, b0, b1, zero, one);
  storeWords(firstKeysAt);
  if (!isChained()) return;
  threefryTwo(a0, a1, zero, zero, b0, b1, zero, zero);
  storeWords(linksAt);
  threefryTwo(word0, word1, zero, one, besides0, besides1, zero, one);
  storeWords(secondKeysAt);
}

function storeWords(at: usize): void {
  v128.store(at, word0);
  v128.store(at, word1, 16);
  v128.store(at, besides0, 32);
  v128.store(at, besides1, 48);
}

/** Draws for one or two neurons. */
function drawEightBins(first: i32, last: i32): void {
  const one = entry(NUMBERS, 0);
  const zero = i32x4.splat(0);
  for (let i = first; i < last; i++) {
    const x = i32x4.splat(i);
    threefryTwo(
      v128.load(firstKeysAt), v128.load(firstKeysAt, 16), zero, x, v128.load(firstKeysAt, 32),
      v128.load(firstKeysAt, 48), zero, x,
    );
    const at = uniformsAt + (<usize>i << 2);
    storeBins(at, uniform(v128.xor(word0, word1), one));
    storeBins(at + 4 * paddedRow, uniform(v128.xor(besides0, besides1), one));
  }
}

function storeBins(at: usize, bins: v128): void {
  v128.store32_lane(at, bins, 0);
  v128.store32_lane(at + paddedRow, bins, 1);
  v128.store32_lane(at + 2 * paddedRow, bins, 2);
  v128.store32_lane(at + 3 * paddedRow, bins, 3);
}

/**
 * Draws four neurons and four bins at a time: the rounds of `threefry` in four chains, with the key words computed once
 * for all neurons.
 */
function drawFourBins(bin: i32, first: i32, last: i32): void {
  const keys = firstKeysAt + (<usize>bin << 3);
  const k0 = v128.load(keys), k1 = v128.load(keys, 16), k2 = parity(k0, k1);
  const k21 = numbered(k2, 1), k02 = numbered(k0, 2), k13 = numbered(k1, 3), k24 = numbered(k2, 4), k05 = numbered(k0, 5);
  const one = entry(NUMBERS, 0);
  let at = turningAt;
  for (let i = first; i < last; i += 4, at += 64) {
    let b = i32x4.add(k1, i32x4.splat(i)), d = i32x4.add(k1, i32x4.splat(i + 1)),
      f = i32x4.add(k1, i32x4.splat(i + 2)), h = i32x4.add(k1, i32x4.splat(i + 3));
    let a = i32x4.add(k0, b), c = i32x4.add(k0, d), e = i32x4.add(k0, f), g = i32x4.add(k0, h);
    b = mix(a, b, 13); d = mix(c, d, 13); f = mix(e, f, 13); h = mix(g, h, 13);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 15); d = mix(c, d, 15); f = mix(e, f, 15); h = mix(g, h, 15);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 26); d = mix(c, d, 26); f = mix(e, f, 26); h = mix(g, h, 26);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 6); d = mix(c, d, 6); f = mix(e, f, 6); h = mix(g, h, 6);
    a = i32x4.add(a, k1); c = i32x4.add(c, k1); e = i32x4.add(e, k1); g = i32x4.add(g, k1);
    b = i32x4.add(b, k21); d = i32x4.add(d, k21); f = i32x4.add(f, k21); h = i32x4.add(h, k21);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 17); d = mix(c, d, 17); f = mix(e, f, 17); h = mix(g, h, 17);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 29); d = mix(c, d, 29); f = mix(e, f, 29); h = mix(g, h, 29);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 16); d = mix(c, d, 16); f = mix(e, f, 16); h = mix(g, h, 16);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 24); d = mix(c, d, 24); f = mix(e, f, 24); h = mix(g, h, 24);
    a = i32x4.add(a, k2); c = i32x4.add(c, k2); e = i32x4.add(e, k2); g = i32x4.add(g, k2);
    b = i32x4.add(b, k02); d = i32x4.add(d, k02); f = i32x4.add(f, k02); h = i32x4.add(h, k02);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 13); d = mix(c, d, 13); f = mix(e, f, 13); h = mix(g, h, 13);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 15); d = mix(c, d, 15); f = mix(e, f, 15); h = mix(g, h, 15);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 26); d = mix(c, d, 26); f = mix(e, f, 26); h = mix(g, h, 26);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 6); d = mix(c, d, 6); f = mix(e, f, 6); h = mix(g, h, 6);
    a = i32x4.add(a, k0); c = i32x4.add(c, k0); e = i32x4.add(e, k0); g = i32x4.add(g, k0);
    b = i32x4.add(b, k13); d = i32x4.add(d, k13); f = i32x4.add(f, k13); h = i32x4.add(h, k13);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 17); d = mix(c, d, 17); f = mix(e, f, 17); h = mix(g, h, 17);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 29); d = mix(c, d, 29); f = mix(e, f, 29); h = mix(g, h, 29);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 16); d = mix(c, d, 16); f = mix(e, f, 16); h = mix(g, h, 16);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 24); d = mix(c, d, 24); f = mix(e, f, 24); h = mix(g, h, 24);
    a = i32x4.add(a, k1); c = i32x4.add(c, k1); e = i32x4.add(e, k1); g = i32x4.add(g, k1);
    b = i32x4.add(b, k24); d = i32x4.add(d, k24); f = i32x4.add(f, k24); h = i32x4.add(h, k24);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 13); d = mix(c, d, 13); f = mix(e, f, 13); h = mix(g, h, 13);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 15); d = mix(c, d, 15); f = mix(e, f, 15); h = mix(g, h, 15);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 26); d = mix(c, d, 26); f = mix(e, f, 26); h = mix(g, h, 26);
    a = i32x4.add(a, b); c = i32x4.add(c, d); e = i32x4.add(e, f); g = i32x4.add(g, h);
    b = mix(a, b, 6); d = mix(c, d, 6); f = mix(e, f, 6); h = mix(g, h, 6);
    v128.store(at, uniform(v128.xor(i32x4.add(a, k2), i32x4.add(b, k05)), one));
    v128.store(at, uniform(v128.xor(i32x4.add(c, k2), i32x4.add(d, k05)), one), 16);
    v128.store(at, uniform(v128.xor(i32x4.add(e, k2), i32x4.add(f, k05)), one), 32);
    v128.store(at, uniform(v128.xor(i32x4.add(g, k2), i32x4.add(h, k05)), one), 48);
  }
  transpose(uniformsAt + <usize>bin * paddedRow, first, last);
}

/**
 * From four bins per register to four neurons per register, in a separate loop: within the one above it costs many
 * times more.
 */
function transpose(row: usize, first: i32, last: i32): void {
  const next = paddedRow;
  let from = turningAt;
  for (let at = row + (<usize>first << 2), end = row + (<usize>last << 2); at < end; at += 16, from += 64) {
    const a = v128.load(from), b = v128.load(from, 16), c = v128.load(from, 32), d = v128.load(from, 48);
    const ab = v128.shuffle<i32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    v128.store(at, v128.shuffle<i64>(ab, cd, 0, 2));
    v128.store(at + next, v128.shuffle<i64>(ab, cd, 1, 3));
    const ba = v128.shuffle<i32>(a, b, 2, 6, 3, 7), dc = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    v128.store(at + 2 * next, v128.shuffle<i64>(ba, dc, 0, 2));
    v128.store(at + 3 * next, v128.shuffle<i64>(ba, dc, 1, 3));
  }
  for (let i = last; i & 3; i++) {
    const at = row + (<usize>i << 2);
    const never = load<f32>(NUMBERS, 4);
    store<f32>(at, never);
    store<f32>(at + next, never);
    store<f32>(at + 2 * next, never);
    store<f32>(at + 3 * next, never);
  }
}

/** Uniform numbers in [0, 1) of 32 random bits: the upper 23 written into the mantissa of 1, minus 1. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
export function uniform(bits: v128, one: v128): v128 {
  return f32x4.sub(v128.or(i32x4.shr_u(bits, 9), one), one);
}
