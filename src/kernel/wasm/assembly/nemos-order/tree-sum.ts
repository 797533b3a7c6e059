/** XLA's sum of more than 32 numbers, in a single neuron: of products that are rounded first. */
import { basisAt, basisRow, couplingAt, termsAt, valuesAt, windowSize } from "./memory";
import { eventsEnd, firstEvent } from "./window";
import { TILE } from "../memory";

/** The only feature of bin `bin` of the block. */
export function sumWindow(bin: i32): void {
  memory.fill(termsAt, 0, <usize>windowSize << 2);
  for (let event = firstEvent; event < eventsEnd; event += 16) {
    const w = <usize>(load<i32>(event) - bin);
    store<f32>(termsAt + (w << 2), load<f32>(event, 8) * load<f32>(basisAt + w * basisRow));
  }
  store<f32>(valuesAt, treeSum(windowSize));
}

/** The product of `n` features and their coefficients. */
export function sumFeatures(n: i32): f32 {
  for (let j = 0; j < n; j++) {
    const at = <usize>j << 2;
    store<f32>(termsAt + at, load<f32>(valuesAt + at) * load<f32>(couplingAt + <usize>j * TILE));
  }
  return treeSum(n);
}

/** In order up to 32 numbers; else windows of 32, with zeros evenly before and after, then their sums likewise. */
function treeSum(n: i32): f32 {
  while (n > 32) {
    const windows = (n + 31) >> 5;
    const before = ((windows << 5) - n) >> 1;
    // A window's sum replaces terms that were read already.
    for (let window = 0; window < windows; window++) {
      const first = max(0, (window << 5) - before);
      const sum = sumOf(first, min(n, ((window + 1) << 5) - before));
      store<f32>(termsAt + (<usize>window << 2), sum);
    }
    n = windows;
  }
  return sumOf(0, n);
}

function sumOf(first: i32, end: i32): f32 {
  let sum: f32 = 0;
  for (let i = first; i < end; i++) sum += load<f32>(termsAt + (<usize>i << 2));
  return sum;
}
