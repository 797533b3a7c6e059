/**
 * G of a tile, convolved with the basis: rows[lag, i] += basis[lag, b] * G[b, i], for non-zero basis entries only. A
 * list of segments describes these: ranges of lags with the same neighbouring basis functions.
 */
import { addOneSingle, addPlaneSingle, addTwoSingle } from "./single-register";
import { foldComplements } from "./complements";
import { basisTile, differencesAt, hasComplements, nSegments, nVectors, projectionAt, segmentsAt, sumsAt, TILE, weightsAt } from "./memory";
import { addOne, addPlane, addTwo } from "./passes";

/** Adds the effect of G of `tile` on the next W bins to the W rows from `to` on. */
export function convolveInto(to: usize, tile: i32): void {
  const projection = projectionAt + <usize>tile * basisTile;
  if (hasComplements) foldComplements(projection);
  const isSingle = nVectors - (tile << 2) === 1;
  let weights = weightsAt;
  for (let at = segmentsAt, end = segmentsAt + (<usize>nSegments << 4); at < end; at += 16) {
    const ring = to + <usize>load<i32>(at) * TILE;
    const ringEnd = ring + <usize>load<i32>(at, 4) * TILE;
    const g = <usize>load<i32>(at, 8) * TILE;
    const nFunctions = load<i32>(at, 12);
    if (nFunctions === 1) {
      if (isSingle) addOneSingle(ring, ringEnd, projection + g, weights);
      else addOne(ring, ringEnd, projection + g, weights);
      weights += (ringEnd - ring) >> 4;
    } else if (nFunctions === 2) {
      if (isSingle) addTwoSingle(ring, ringEnd, projection + g, weights);
      else addTwo(ring, ringEnd, projection + g, weights);
      weights += (ringEnd - ring) >> 3;
    } else {
      if (isSingle) addPlaneSingle(ring, ringEnd, sumsAt + g, differencesAt + g, weights);
      else addPlane(ring, ringEnd, sumsAt + g, differencesAt + g, weights);
      weights += (ringEnd - ring) >> 3;
    }
  }
}
