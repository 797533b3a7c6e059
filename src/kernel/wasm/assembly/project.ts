/** The spikes of one bin through the coupling: G[b, i] = sum over senders j of count[j] * coupling[i, j, b]. N * B multiply-adds a sender. */
import { basisRow, basisTile, couplingAt, projectionAt, TILE } from "./memory";
import { countOf, sender } from "./senders";

/** Projects those listed from the `s`th on, `nSenders`, onto some tiles: two by two, up to four in one pass over G. */
export function project(s: i32, nSenders: i32, firstTile: i32, lastTile: i32): void {
  const from = <usize>firstTile * basisTile;
  const to = <usize>lastTile * basisTile;
  const end = s + nSenders;
  if (nSenders & 1) {
    startOne(s, from, to);
    s += 1;
  } else {
    startTwo(s, from, to);
    s += 2;
  }
  if ((end - s) & 2) {
    addTwo(s, from, to);
    s += 2;
  }
  for (; s < end; s += 4) addFour(s, from, to);
}

// @ts-expect-error: decorator
@inline
function coupling(s: i32): usize {
  return couplingAt + <usize>sender(s) * basisRow;
}

// A turn of each loop takes a cache line: with a register a turn, half of the instructions reckon addresses (1000 neurons: 52 ns instead of 40).
// The first pass writes where the others add, so that G need not be cleared.

function startOne(s: i32, from: usize, to: usize): void {
  const count = countOf(s);
  let row = coupling(s) + from;
  for (let g = projectionAt + from, end = projectionAt + to; g < end; g += TILE, row += TILE) {
    v128.store(g, f32x4.mul(count, v128.load(row)));
    v128.store(g, f32x4.mul(count, v128.load(row, 16)), 16);
    v128.store(g, f32x4.mul(count, v128.load(row, 32)), 32);
    v128.store(g, f32x4.mul(count, v128.load(row, 48)), 48);
  }
}

function startTwo(s: i32, from: usize, to: usize): void {
  const countA = countOf(s), countB = countOf(s + 1);
  let a = coupling(s) + from, b = coupling(s + 1) + from;
  for (let g = projectionAt + from, end = projectionAt + to; g < end; g += TILE, a += TILE, b += TILE) {
    v128.store(g, both(countA, v128.load(a), countB, v128.load(b)));
    v128.store(g, both(countA, v128.load(a, 16), countB, v128.load(b, 16)), 16);
    v128.store(g, both(countA, v128.load(a, 32), countB, v128.load(b, 32)), 32);
    v128.store(g, both(countA, v128.load(a, 48), countB, v128.load(b, 48)), 48);
  }
}

function addTwo(s: i32, from: usize, to: usize): void {
  const countA = countOf(s), countB = countOf(s + 1);
  let a = coupling(s) + from, b = coupling(s + 1) + from;
  for (let g = projectionAt + from, end = projectionAt + to; g < end; g += TILE, a += TILE, b += TILE) {
    v128.store(g, f32x4.add(v128.load(g), both(countA, v128.load(a), countB, v128.load(b))));
    v128.store(g, f32x4.add(v128.load(g, 16), both(countA, v128.load(a, 16), countB, v128.load(b, 16))), 16);
    v128.store(g, f32x4.add(v128.load(g, 32), both(countA, v128.load(a, 32), countB, v128.load(b, 32))), 32);
    v128.store(g, f32x4.add(v128.load(g, 48), both(countA, v128.load(a, 48), countB, v128.load(b, 48))), 48);
  }
}

function addFour(s: i32, from: usize, to: usize): void {
  const countA = countOf(s), countB = countOf(s + 1), countC = countOf(s + 2), countD = countOf(s + 3);
  let a = coupling(s) + from, b = coupling(s + 1) + from, c = coupling(s + 2) + from, d = coupling(s + 3) + from;
  for (let g = projectionAt + from, end = projectionAt + to; g < end; g += TILE, a += TILE, b += TILE, c += TILE, d += TILE) {
    addBoth(g, both(countA, v128.load(a), countB, v128.load(b)), both(countC, v128.load(c), countD, v128.load(d)));
    addBoth(g + 16, both(countA, v128.load(a, 16), countB, v128.load(b, 16)), both(countC, v128.load(c, 16), countD, v128.load(d, 16)));
    addBoth(g + 32, both(countA, v128.load(a, 32), countB, v128.load(b, 32)), both(countC, v128.load(c, 32), countD, v128.load(d, 32)));
    addBoth(g + 48, both(countA, v128.load(a, 48), countB, v128.load(b, 48)), both(countC, v128.load(c, 48), countD, v128.load(d, 48)));
  }
}

// @ts-expect-error: decorator
@inline
function both(countA: v128, a: v128, countB: v128, b: v128): v128 {
  return f32x4.add(f32x4.mul(countA, a), f32x4.mul(countB, b));
}

// @ts-expect-error: decorator
@inline
function addBoth(g: usize, two: v128, others: v128): void {
  v128.store(g, f32x4.add(f32x4.add(v128.load(g), two), others));
}
