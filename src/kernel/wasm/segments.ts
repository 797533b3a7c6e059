/**
 * Non-zero entries of a basis: `nLags` lags from `firstLag` on, each with `nFunctions` neighbouring functions from
 * `firstFunction` on.
 */
interface Segment {
  firstLag: number;
  nLags: number;
  firstFunction: number;
  nFunctions: Run;
}

/**
 * The number of functions that one pass of the kernel adds. Of four, the last two are 1 minus the first two, and the
 * last may be missing.
 */
type Run = 1 | 2 | 4;

/** The basis in the order in which the kernel reads it. */
export interface BasisSegments {
  readonly nSegments: number;
  /** Four numbers per segment. */
  readonly segments: Int32Array;
  /** By segment and lag: the entries of its first two functions, which determine the others. */
  readonly weights: Float32Array;
  /** Whether any segment has four functions. */
  readonly hasComplements: boolean;
  /** The cost of one pass over it, in multiply-adds of a scattered filter: see `planKernel`. */
  readonly cost: number;
}

/**
 * Splits a (W, B) basis into segments that hold its non-zero entries. Functions are ascending at each lag, which fixes
 * the order of summation. Bases with local support have few non-zero functions per lag.
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

/** Costs per lag and per segment for 16 neurons, in multiply-adds of a filter (npm run bench). */
const LAG_COST: Record<Run, number> = { 1: 0.9, 2: 1.2, 4: 1.45 };
const SEGMENT_COST = 3.5;

/** The runs of neighbouring non-zero functions at one lag. */
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

/** The longest run that starts with function `b`, which is not 0. */
function runFrom(row: Float32Array, b: number): Run {
  const last = b + 3 === row.length;
  if (isComplement(row[b], row[b + 2]) && (last || isComplement(row[b + 1], row[b + 3]))) return 4;
  return row[b + 1] ? 2 : 1;
}

/** Whether two entries sum to 1 up to rounding. A 0 and a 1 do not count: the zero costs nothing anyway. */
function isComplement(a: number, b: number): boolean {
  return a !== 0 && b !== 0 && Math.abs(a + b - 1) <= 2 ** -22;
}
