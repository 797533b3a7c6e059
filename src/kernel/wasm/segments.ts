/** The non-zero entries of a basis: for `nLags` lags from `firstLag` on, `nFunctions` neighbouring functions from `firstFunction` on. */
interface Segment {
  firstLag: number;
  nLags: number;
  firstFunction: number;
  nFunctions: Run;
}

/**
 * How many functions one pass of the kernel adds: one or two; or four, of which the last two are 1 less the first two, and the last may be
 * missing.
 */
type Run = 1 | 2 | 4;

/** The basis as the kernel walks through it. */
export interface BasisSegments {
  readonly nSegments: number;
  /** Four numbers a segment. */
  readonly segments: Int32Array;
  /** Segment after segment, lag after lag, the entries of its first two functions, which give the others. */
  readonly weights: Float32Array;
  /** Whether any segment has four functions. */
  readonly hasComplements: boolean;
  /** What walking through it takes, in multiply-adds of a scattered filter: see `planKernel`. */
  readonly cost: number;
}

/**
 * Splits a (W, B) basis into segments that hold its non-zero entries. Functions are ascending at each lag, which fixes the order
 * of summation. Bases with local support have few non-zero functions at a lag: 2.5 of 10 for the usual RaisedCosineLog.
 */
export function basisSegments(basis: Float32Array, windowSize: number, nBasisFuncs: number): BasisSegments {
  const rowOf = (lag: number): Float32Array => basis.subarray(lag * nBasisFuncs, (lag + 1) * nBasisFuncs);
  const segments: Segment[] = [];
  let before: Segment[] = [];
  for (let lag = 0; lag < windowSize; lag++) {
    const here = runsAt(rowOf(lag), lag);
    const same =
      here.length === before.length &&
      here.every((run, i) => run.firstFunction === before[i].firstFunction && run.nFunctions === before[i].nFunctions);
    if (same) for (const segment of before) segment.nLags += 1;
    else segments.push(...(before = here));
  }
  const weights: number[] = [];
  for (const { firstLag, nLags, firstFunction, nFunctions } of segments) {
    for (let lag = firstLag; lag < firstLag + nLags; lag++)
      weights.push(...rowOf(lag).subarray(firstFunction, firstFunction + Math.min(2, nFunctions)));
  }
  const hasComplements = segments.some(({ nFunctions }) => nFunctions === 4);
  return {
    nSegments: segments.length,
    segments: Int32Array.from(segments.flatMap((s) => [s.firstLag, s.nLags, s.firstFunction, s.nFunctions])),
    weights: Float32Array.from(weights),
    hasComplements,
    cost: segments.reduce(
      (sum, { nLags, nFunctions }) => sum + SEGMENT_COST + nLags * LAG_COST[nFunctions],
      hasComplements ? nBasisFuncs : 0,
    ),
  };
}

/** Of a lag and of beginning a segment: 4.5, 6.1, 7.2 and 17 cycles for 16 neurons, where a multiply-add of a filter takes 5. */
const LAG_COST: Record<Run, number> = { 1: 0.9, 2: 1.2, 4: 1.45 };
const SEGMENT_COST = 3.5;

/** Runs of neighbouring functions that are not zero at one lag. */
function runsAt(row: Float32Array, firstLag: number): Segment[] {
  const runs: Segment[] = [];
  for (let b = 0; b < row.length; b++) {
    if (row[b] === 0) continue;
    const nFunctions = runFrom(row, b);
    runs.push({ firstLag, nLags: 1, firstFunction: b, nFunctions });
    b += nFunctions - 1;
  }
  return runs;
}

/** How long a run may begin with function `b`, which is not 0. */
function runFrom(row: Float32Array, b: number): Run {
  const last = b + 3 === row.length;
  if (isComplement(row[b], row[b + 2]) && (last || isComplement(row[b + 1], row[b + 3]))) return 4;
  return row[b + 1] ? 2 : 1;
}

/** Whether two entries sum to 1, but for rounding. Two of which one is 0 are no pair: its zero costs nothing as it is. */
function isComplement(a: number, b: number): boolean {
  return a !== 0 && b !== 0 && Math.abs(a + b - 1) <= 2 ** -22;
}
