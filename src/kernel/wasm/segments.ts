/** Most basis functions of one segment: as many as have their projection in registers at once. */
const WIDEST = 2;

/** The non-zero entries of a basis: for `nLags` lags from `firstLag` on, `nFunctions` neighbouring functions from `firstFunction` on. */
interface Segment {
  firstLag: number;
  nLags: number;
  firstFunction: number;
  nFunctions: number;
}

/** The basis as the kernel walks through it. */
export interface BasisSegments {
  readonly nSegments: number;
  /** Four numbers a segment. */
  readonly segments: Int32Array;
  /** Segment after segment, lag after lag, the entries of its functions. */
  readonly weights: Float32Array;
}

/**
 * Splits a (W, B) basis into segments that hold its non-zero entries. Functions are ascending at each lag, which fixes the order
 * of summation. Bases with local support have few non-zero functions at a lag: 2.5 of 10 for the usual RaisedCosineLog.
 */
export function basisSegments(basis: Float32Array, windowSize: number, nBasisFuncs: number): BasisSegments {
  const segments: Segment[] = [];
  let before: Segment[] = [];
  for (let lag = 0; lag < windowSize; lag++) {
    const here = runsAt(basis, lag, nBasisFuncs);
    const same = here.length === before.length && here.every((run, i) => run.firstFunction === before[i].firstFunction && run.nFunctions === before[i].nFunctions);
    if (same) for (const segment of before) segment.nLags += 1;
    else segments.push(...(before = here));
  }
  const weights: number[] = [];
  for (const { firstLag, nLags, firstFunction, nFunctions } of segments) {
    for (let lag = firstLag; lag < firstLag + nLags; lag++) {
      for (let b = firstFunction; b < firstFunction + nFunctions; b++) weights.push(basis[lag * nBasisFuncs + b]);
    }
  }
  return {
    nSegments: segments.length,
    segments: Int32Array.from(segments.flatMap((s) => [s.firstLag, s.nLags, s.firstFunction, s.nFunctions])),
    weights: Float32Array.from(weights),
  };
}

/** Runs of neighbouring functions that are not zero at one lag, none wider than WIDEST. */
function runsAt(basis: Float32Array, lag: number, nBasisFuncs: number): Segment[] {
  const runs: Segment[] = [];
  for (let b = 0; b < nBasisFuncs; b++) {
    if (basis[lag * nBasisFuncs + b] === 0) continue;
    const last = runs.at(-1);
    if (last && last.firstFunction + last.nFunctions === b && last.nFunctions < WIDEST) last.nFunctions += 1;
    else runs.push({ firstLag: lag, nLags: 1, firstFunction: b, nFunctions: 1 });
  }
  return runs;
}
