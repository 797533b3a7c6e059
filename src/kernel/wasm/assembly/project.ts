/**
 * The spikes of one bin through the coupling: G[b, i] = sum over senders j of count[j] * coupling[i, j, b]. N * B multiply-adds a sender.
 */
import { basisRow, basisTile, couplingAt, projectionAt, TILE } from "./memory";
import { twoProducts } from "./products";
import { countOf, sender } from "./senders";

/** Projects `nSenders` list entries from the `s`th on onto some tiles, in pairs, up to eight in one pass over G. */
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
  for (; s <= end - 8 && areOnes(s); s += 8) addEight(s, from, to);
  for (; s < end; s += 4) addFour(s, from, to);
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function coupling(s: i32): usize {
  return couplingAt + <usize>sender(s) * basisRow;
}

// Each iteration handles a cache line: with one register, half of the instructions would compute addresses. The first
// pass writes where the others add, so that G need not be cleared.

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
    v128.store(g, twoProducts(countA, v128.load(a), countB, v128.load(b)));
    v128.store(g, twoProducts(countA, v128.load(a, 16), countB, v128.load(b, 16)), 16);
    v128.store(g, twoProducts(countA, v128.load(a, 32), countB, v128.load(b, 32)), 32);
    v128.store(g, twoProducts(countA, v128.load(a, 48), countB, v128.load(b, 48)), 48);
  }
}

function addTwo(s: i32, from: usize, to: usize): void {
  const countA = countOf(s), countB = countOf(s + 1);
  let a = coupling(s) + from, b = coupling(s + 1) + from;
  for (let g = projectionAt + from, end = projectionAt + to; g < end; g += TILE, a += TILE, b += TILE) {
    v128.store(g, f32x4.add(v128.load(g), twoProducts(countA, v128.load(a), countB, v128.load(b))));
    v128.store(g, f32x4.add(v128.load(g, 16), twoProducts(countA, v128.load(a, 16), countB, v128.load(b, 16))), 16);
    v128.store(g, f32x4.add(v128.load(g, 32), twoProducts(countA, v128.load(a, 32), countB, v128.load(b, 32))), 32);
    v128.store(g, f32x4.add(v128.load(g, 48), twoProducts(countA, v128.load(a, 48), countB, v128.load(b, 48))), 48);
  }
}

function addFour(s: i32, from: usize, to: usize): void {
  const countA = countOf(s), countB = countOf(s + 1), countC = countOf(s + 2), countD = countOf(s + 3);
  let a = coupling(s) + from, b = coupling(s + 1) + from, c = coupling(s + 2) + from, d = coupling(s + 3) + from;
  for (let g = projectionAt + from, end = projectionAt + to; g < end; g += TILE, a += TILE, b += TILE, c += TILE, d += TILE) {
    addBoth(g, twoProducts(countA, v128.load(a), countB, v128.load(b)), twoProducts(countC, v128.load(c), countD, v128.load(d)));
    addBoth(
      g + 16, twoProducts(countA, v128.load(a, 16), countB, v128.load(b, 16)),
      twoProducts(countC, v128.load(c, 16), countD, v128.load(d, 16)),
    );
    addBoth(
      g + 32, twoProducts(countA, v128.load(a, 32), countB, v128.load(b, 32)),
      twoProducts(countC, v128.load(c, 32), countD, v128.load(d, 32)),
    );
    addBoth(
      g + 48, twoProducts(countA, v128.load(a, 48), countB, v128.load(b, 48)),
      twoProducts(countC, v128.load(c, 48), countD, v128.load(d, 48)),
    );
  }
}

function areOnes(s: i32): bool {
  let all = true;
  for (let k = s; k < s + 8; k++) all = all && f32x4.extract_lane(countOf(k), 0) === 1;
  return all;
}

/**
 * Eight senders that spiked once each. The speed of a large network depends on how many cache lines of the coupling are
 * being loaded at once: fewer instructions per line allow more.
 */
function addEight(s: i32, from: usize, to: usize): void {
  let a = coupling(s) + from, b = coupling(s + 1) + from, c = coupling(s + 2) + from, d = coupling(s + 3) + from;
  let e = coupling(s + 4) + from, f = coupling(s + 5) + from, h = coupling(s + 6) + from, i = coupling(s + 7) + from;
  for (let g = projectionAt + from, end = projectionAt + to; g < end;
    g += TILE, a += TILE, b += TILE, c += TILE, d += TILE, e += TILE, f += TILE, h += TILE, i += TILE
  ) {
    addAll(
      g, add(v128.load(a), v128.load(b)), add(v128.load(c), v128.load(d)), add(v128.load(e), v128.load(f)),
      add(v128.load(h), v128.load(i)),
    );
    addAll(
      g + 16, add(v128.load(a, 16), v128.load(b, 16)), add(v128.load(c, 16), v128.load(d, 16)),
      add(v128.load(e, 16), v128.load(f, 16)), add(v128.load(h, 16), v128.load(i, 16)),
    );
    addAll(
      g + 32, add(v128.load(a, 32), v128.load(b, 32)), add(v128.load(c, 32), v128.load(d, 32)),
      add(v128.load(e, 32), v128.load(f, 32)), add(v128.load(h, 32), v128.load(i, 32)),
    );
    addAll(
      g + 48, add(v128.load(a, 48), v128.load(b, 48)), add(v128.load(c, 48), v128.load(d, 48)),
      add(v128.load(e, 48), v128.load(f, 48)), add(v128.load(h, 48), v128.load(i, 48)),
    );
  }
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

/** In the order in which two passes of four would add them. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function addAll(g: usize, ab: v128, cd: v128, ef: v128, hi: v128): void {
  v128.store(g, add(add(add(add(v128.load(g), ab), cd), ef), hi));
}

// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function addBoth(g: usize, two: v128, others: v128): void {
  v128.store(g, f32x4.add(f32x4.add(v128.load(g), two), others));
}
