/** Random numbers, four at a time: threefry2x32 as src/random/threefry.ts has it, each lane with a counter and a key of its own. */
import { chainAt, firstKeysAt, keysAt, paddedRow, uniformsAt } from "./memory";
import { entry } from "./tables";

const PARITY: i32 = 0x1bd11bda;
const ONE = memory.data<f32>([1]);

/** The two words of the last block. */
let word0: v128 = i32x4.splat(0);
let word1: v128 = i32x4.splat(0);

// @ts-expect-error: decorator
@inline
function mix(a: v128, b: v128, rotation: i32): v128 {
  return v128.xor(v128.or(i32x4.shl(b, rotation), i32x4.shr_u(b, 32 - rotation)), a);
}

// @ts-expect-error: decorator
@inline
function threefry(k0: v128, k1: v128, k2: v128, x0: v128, x1: v128, keep: bool): v128 {
  let a = i32x4.add(x0, k0);
  let b = i32x4.add(x1, k1);
  a = i32x4.add(a, b); b = mix(a, b, 13);
  a = i32x4.add(a, b); b = mix(a, b, 15);
  a = i32x4.add(a, b); b = mix(a, b, 26);
  a = i32x4.add(a, b); b = mix(a, b, 6);
  a = i32x4.add(a, k1); b = i32x4.add(b, i32x4.add(k2, i32x4.splat(1)));
  a = i32x4.add(a, b); b = mix(a, b, 17);
  a = i32x4.add(a, b); b = mix(a, b, 29);
  a = i32x4.add(a, b); b = mix(a, b, 16);
  a = i32x4.add(a, b); b = mix(a, b, 24);
  a = i32x4.add(a, k2); b = i32x4.add(b, i32x4.add(k0, i32x4.splat(2)));
  a = i32x4.add(a, b); b = mix(a, b, 13);
  a = i32x4.add(a, b); b = mix(a, b, 15);
  a = i32x4.add(a, b); b = mix(a, b, 26);
  a = i32x4.add(a, b); b = mix(a, b, 6);
  a = i32x4.add(a, k0); b = i32x4.add(b, i32x4.add(k1, i32x4.splat(3)));
  a = i32x4.add(a, b); b = mix(a, b, 17);
  a = i32x4.add(a, b); b = mix(a, b, 29);
  a = i32x4.add(a, b); b = mix(a, b, 16);
  a = i32x4.add(a, b); b = mix(a, b, 24);
  a = i32x4.add(a, k1); b = i32x4.add(b, i32x4.add(k2, i32x4.splat(4)));
  a = i32x4.add(a, b); b = mix(a, b, 13);
  a = i32x4.add(a, b); b = mix(a, b, 15);
  a = i32x4.add(a, b); b = mix(a, b, 26);
  a = i32x4.add(a, b); b = mix(a, b, 6);
  a = i32x4.add(a, k2);
  b = i32x4.add(b, i32x4.add(k0, i32x4.splat(5)));
  if (keep) {
    word0 = a;
    word1 = b;
  }
  return v128.xor(a, b);
}

/** Uniform numbers in [0, 1) of the words at hand: their upper 23 bits written into the mantissa of 1, less 1. */
// @ts-expect-error: decorator
@inline
function uniform(bits: v128, one: v128): v128 {
  return f32x4.sub(v128.or(i32x4.shr_u(bits, 9), one), one);
}

// @ts-expect-error: decorator
@inline
function parity(k0: v128, k1: v128): v128 {
  return v128.xor(v128.xor(k0, k1), i32x4.splat(PARITY));
}

/**
 * The first uniform number of each draw, ahead of the recurrence that will need it: for `nBins` bins from `bin` on and the neurons
 * from `first` to `last`. Lanes are four bins under four keys, so that no lane idles however few the neurons are.
 */
export function drawUniforms(keyHigh: i32, keyLow: i32, bin: f64, nBins: i32, first: i32, last: i32): void {
  for (let block = 0; block < nBins; block += 4) makeKeys(keyHigh, keyLow, <i64>bin + block, <usize>block << 3);
  for (let block = 0; block < nBins; block += 4) drawFourBins(block, first, last);
}

function drawFourBins(block: i32, first: i32, last: i32): void {
  const one = entry(ONE, 0);
  const keys = firstKeysAt + (<usize>block << 3);
  const k0 = v128.load(keys);
  const k1 = v128.load(keys, 16);
  const k2 = parity(k0, k1);
  let at = uniformsAt + <usize>block * paddedRow + (<usize>first << 2);
  for (let i = first; i < last; i++) {
    const u = uniform(threefry(k0, k1, k2, i32x4.splat(0), i32x4.splat(i), false), one);
    v128.store32_lane(at, u, 0);
    v128.store32_lane(at + paddedRow, u, 1);
    v128.store32_lane(at + 2 * paddedRow, u, 2);
    v128.store32_lane(at + 3 * paddedRow, u, 3);
    at += 4;
  }
}

/**
 * Keeps the keys of four bins from `bin` on, split(key, T)[t], bin by bin, and those of their first iterations, word by word.
 * In a loop of their own, where the next four can begin before these are done: 2 ns per bin less.
 */
function makeKeys(keyHigh: i32, keyLow: i32, bin: i64, at: usize): void {
  const base = i32x4.splat(<i32>bin);
  const low = i32x4.add(base, i32x4(0, 1, 2, 3));
  // A lane whose low word ran over has the next high word: comparisons give -1 where they hold.
  const high = i32x4.sub(i32x4.splat(<i32>(bin >> 32)), i32x4.lt_u(low, base));
  let k0 = i32x4.splat(keyHigh);
  let k1 = i32x4.splat(keyLow);
  threefry(k0, k1, parity(k0, k1), high, low, true);
  k0 = word0;
  k1 = word1;
  v128.store(keysAt + at, v128.shuffle<i32>(k0, k1, 0, 4, 1, 5));
  v128.store(keysAt + at + 16, v128.shuffle<i32>(k0, k1, 2, 6, 3, 7));
  threefry(k0, k1, parity(k0, k1), i32x4.splat(0), i32x4.splat(1), true);
  v128.store(firstKeysAt + at, word0);
  v128.store(firstKeysAt + at, word1, 16);
}

// Knuth's method takes a key an iteration from a chain that all neurons of a bin share. At `chainAt`, eight bytes each: the last
// link of the chain, then the keys of the second, third … iteration, made when a neuron first gets that far.
let made: i32 = 0;

/** Begins the chain of a bin of the block. */
export function startChain(bin: i32): void {
  const key = v128.load64_splat(keysAt + (<usize>bin << 3));
  made = 0;
  follow(key);
}

/** From the key `from`, high and low word, to the next link (0, 0) and the key of this iteration (0, 1), which is returned. */
function follow(from: v128): v128 {
  const k0 = i32x4.splat(i32x4.extract_lane(from, 0));
  const k1 = i32x4.splat(i32x4.extract_lane(from, 1));
  threefry(k0, k1, parity(k0, k1), i32x4.splat(0), i32x4(0, 1, 0, 1), true);
  const links = v128.shuffle<i32>(word0, word1, 0, 4, 1, 5);
  v128.store64_lane(chainAt, links, 0);
  return links;
}

/** The uniform numbers of iteration `iteration` (0 is the first, which was drawn ahead) for the four neurons from `first` on. */
export function chainUniforms(iteration: i32, first: i32): v128 {
  while (made < iteration) {
    made += 1;
    v128.store64_lane(chainAt + (<usize>made << 3), follow(v128.load64_splat(chainAt)), 1);
  }
  const key = chainAt + (<usize>iteration << 3);
  const k0 = v128.load32_splat(key);
  const k1 = v128.load32_splat(key + 4);
  return uniform(threefry(k0, k1, parity(k0, k1), i32x4.splat(0), i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3)), false), entry(ONE, 0));
}
