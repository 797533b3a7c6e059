/** Reorders the coupling from NeMoS' order to the kernel's. */
import { basisRow, basisTile, couplingAt, nBasisFuncs, nNeurons, stagedAt, TILE, VECTOR } from "./memory";

/** Address of the next entry, and its basis function. */
let next: usize = 0;
let basisFunc: i32 = 0;

/**
 * Transposes the coupling to a tile's receivers, (16 receiver, N sender, B) at `stagedAt`, to (N sender, this tile, B,
 * 16 receiver): four entries of four receivers at a time.
 */
export function transposeCoupling(tile: i32): void {
  const nEntries = nNeurons * nBasisFuncs;
  const receiver = <usize>nEntries << 2;
  // Entries that pad a register go to unused space after the staged ones.
  const unused = stagedAt + 16 * receiver;
  next = couplingAt + <usize>tile * basisTile;
  basisFunc = 0;
  for (let entry = 0; entry < nEntries; entry += 4) {
    const left = nEntries - entry;
    const a = place();
    const b = left > 1 ? place() : unused;
    const c = left > 2 ? place() : unused;
    const d = left > 3 ? place() : unused;
    let from = stagedAt + (<usize>entry << 2);
    for (let group: usize = 0; group < TILE; group += VECTOR, from += 4 * receiver) {
      const r0 = v128.load(from), r1 = v128.load(from + receiver), r2 = v128.load(from + 2 * receiver), r3 = v128.load(from + 3 * receiver);
      const low01 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5), low23 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
      const high01 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7), high23 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
      v128.store(a + group, v128.shuffle<i64>(low01, low23, 0, 2));
      v128.store(b + group, v128.shuffle<i64>(low01, low23, 1, 3));
      v128.store(c + group, v128.shuffle<i64>(high01, high23, 0, 2));
      v128.store(d + group, v128.shuffle<i64>(high01, high23, 1, 3));
    }
  }
}

/** The address of the next entry: basis functions vary fastest, then senders. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@inline
function place(): usize {
  const at = next;
  next += TILE;
  basisFunc += 1;
  if (basisFunc === nBasisFuncs) {
    basisFunc = 0;
    next += basisRow - basisTile;
  }
  return at;
}
