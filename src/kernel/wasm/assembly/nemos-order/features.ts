/**
 * Past counts convolved with the basis functions. Features are added event by event, from the oldest on: products with 0 change no sum,
 * and neither do the zeros that pad a row of the basis and reach into the next neuron's features.
 *
 * The plan (nemos-order/plan.ts) splits the window into spans that are added alike, and has masks of features that differ. Sums of
 * different kinds run at once: bins of odd place in their block go to other sums only where features want that.
 */
import {
  basisAt, basisRow, evenAt, featureBytes, isParted, nSpans, oddAt, roundedAt, spansAt, straightAt, throughAt, valuesAt,
} from "./memory";
import { fma } from "./fma";
import { firstEvent } from "./window";

/** What a span does, as in nemos-order/plan.ts: joins even and odd bins before; closes its block after; rounds masked products. */
const JOINS: i32 = 1;
const CLOSES: i32 = 2;
const ROUNDS: i32 = 4;

/** Computes the features of bin `bin` of the block at `valuesAt`. */
export function computeFeatures(bin: i32): void {
  clear();
  let event = firstEvent;
  let start = 0;
  for (let span = spansAt, end = spansAt + (<usize>nSpans << 3); span < end; span += 8) {
    const to = load<i32>(span);
    const flags = load<i32>(span, 4);
    if (flags & JOINS) join();
    for (; load<i32>(event) - bin < to; event += 16) {
      const w = load<i32>(event) - bin;
      const basis = basisAt + <usize>w * basisRow;
      const isOdd = isParted && ((w - start) & 1) !== 0;
      if (load<i32>(event, 12) === 0) addInexact(event, basis, isOdd, (flags & ROUNDS) !== 0);
      else if (isOdd) addOdd(event, basis);
      else addEven(event, basis);
    }
    if (flags & CLOSES) {
      close();
      start = to;
    }
  }
}

/** Adds an event whose products are exact, so that neither fusing nor rounding them makes a difference. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function addEven(event: usize, basis: usize): void {
  const count = v128.load32_splat(event, 8);
  let sum = evenAt + <usize>load<i32>(event, 4);
  for (const end = basis + basisRow; basis < end; basis += 16, sum += 16) {
    v128.store(sum, f32x4.add(v128.load(sum), f32x4.mul(count, v128.load(basis))));
  }
}

/** The same in a bin of odd place. */
function addOdd(event: usize, basis: usize): void {
  const count = v128.load32_splat(event, 8);
  let offset = <usize>load<i32>(event, 4);
  for (const end = basis + basisRow; basis < end; basis += 16, offset += 16) {
    const product = f32x4.mul(count, v128.load(basis));
    const straight = v128.load(straightAt + offset);
    v128.store(evenAt + offset, f32x4.add(v128.load(evenAt + offset), v128.and(product, straight)));
    v128.store(oddAt + offset, f32x4.add(v128.load(oddAt + offset), v128.andnot(product, straight)));
  }
}

/** Adds an event whose products are fused with the sum, or rounded before where the mask says so. */
function addInexact(event: usize, basis: usize, isOdd: bool, rounds: bool): void {
  const count = v128.load32_splat(event, 8);
  let offset = <usize>load<i32>(event, 4);
  for (const end = basis + basisRow; basis < end; basis += 16, offset += 16) {
    const rounded = rounds ? v128.load(roundedAt + offset) : i32x4.splat(0);
    const even = v128.load(evenAt + offset);
    const sum = added(even, count, v128.load(basis), rounded);
    if (!isOdd) {
      v128.store(evenAt + offset, sum);
      continue;
    }
    const odd = v128.load(oddAt + offset);
    const straight = v128.load(straightAt + offset);
    v128.store(evenAt + offset, v128.bitselect(sum, even, straight));
    v128.store(oddAt + offset, v128.bitselect(odd, added(odd, count, v128.load(basis), rounded), straight));
  }
}

function added(sum: v128, count: v128, value: v128, rounded: v128): v128 {
  return v128.bitselect(f32x4.add(sum, f32x4.mul(count, value)), fma(count, value, sum), rounded);
}

function clear(): void {
  const zero = i32x4.splat(0);
  for (let offset: usize = 0; offset < featureBytes; offset += 16) {
    v128.store(valuesAt + offset, zero);
    v128.store(evenAt + offset, zero);
  }
}

/** Adds the odd bins to the even ones: before the last bin of a block of odd length. */
function join(): void {
  for (let offset: usize = 0; offset < featureBytes; offset += 16) {
    v128.store(evenAt + offset, f32x4.add(v128.load(evenAt + offset), v128.load(oddAt + offset)));
    v128.store(oddAt + offset, i32x4.splat(0));
  }
}

/** Adds the sums of a block to the features, and clears them, but for those that go on through all blocks. */
function close(): void {
  for (let offset: usize = 0; offset < featureBytes; offset += 16) {
    const block = f32x4.add(v128.load(evenAt + offset), v128.load(oddAt + offset));
    const through = v128.load(throughAt + offset);
    v128.store(valuesAt + offset, v128.bitselect(block, f32x4.add(v128.load(valuesAt + offset), block), through));
    v128.store(evenAt + offset, v128.and(block, through));
    v128.store(oddAt + offset, i32x4.splat(0));
  }
}
