/** What a machine has that decides how the features' product is cut: CPUs that JAX may use, and bytes of cache as CPUID reports them. */
export interface Machine {
  readonly cpus: number;
  readonly l1: number;
  readonly l2: number;
  readonly l3: number;
}

/** A part of the window that is summed by itself, cut into slices of `depth` bins, `rows` functions and `columns` neurons. */
export interface Shard {
  readonly bins: number;
  readonly depth: number;
  readonly rows: number;
  readonly columns: number;
}

type Slice = Omit<Shard, "bins">;

/**
 * How Eigen cuts the product of `window` bins of counts of N neurons with the B basis functions, in jaxlib 0.10.2 for x86-64: the whole
 * window is one shard unless its cost model splits it among threads. Names are Eigen's: m = B rows, n = N columns, k = W deep.
 */
export function cutProduct(nNeurons: number, nBasisFuncs: number, window: number, machine: Machine): readonly Shard[] {
  const [m, n, k] = [nBasisFuncs, nNeurons, window];
  const threads = threadsForBlocks(m, n, k, machine);
  const shards = threadsForTime(m, n, k, machine);
  const outer = Math.floor(Math.max(m, n) / threads);
  const inner = Math.floor(k / shards);
  const splitsTime =
    shards >= 2 &&
    shards >= threads &&
    m * n * 4 <= Math.floor(machine.l3 / shards) &&
    inner >= 8 &&
    (outer < 4 || (inner > 32 && (Math.min(m, n) < 8 || shards > threads)));
  if (!splitsTime) {
    return [{ bins: k, ...slices(k, m, n, threads, threads === 1 || byColumns(m, n, threads), machine) }];
  }
  const size = Math.min(k, Math.max(96, roundUp(Math.ceil(k / shards), 8)));
  const count = Math.ceil(k / size);
  return Array.from({ length: count }, (_, i) => {
    const bins = Math.min(size, k - i * size);
    return { bins, ...slices(bins, m, n, count, true, machine) };
  });
}

/** Cycles that loading and storing a value take. */
const LOAD = 11 / 64;

/** Threads that work on different rows or columns. */
function threadsForBlocks(m: number, n: number, k: number, machine: Machine): number {
  const columns = byColumns(m, n, 2);
  const slice = slices(k, m, n, 2, columns, machine);
  const bandwidth = slice.depth === 1 ? 4 : slice.rows < 4 || slice.columns < 16 ? 2 : 1;
  const cost = (slice.depth * bandwidth) / 8 + 4 * LOAD + (4 * LOAD * slice.depth) / (columns ? m : n);
  return Math.min(machine.cpus, Math.max(1, Math.trunc((n * m * cost - 1e5) / 1e5 + 0.9)));
}

/** Threads that work on different parts of the window: the number of least cost. */
function threadsForTime(m: number, n: number, k: number, { cpus }: Machine): number {
  const bandwidth = k === 1 ? 4 : n < 4 || m < 16 ? 2 : 1;
  const total = k * ((bandwidth * m * n) / 8 + 4 * LOAD + 4 * LOAD * n);
  const reduction = m * n * (3 * LOAD + 1 / 8);
  let [least, threads] = [total, 1];
  for (let t = 2; t <= cpus; t += 2) {
    const cost = total / t + 1e5 + t * (reduction + 3000);
    if (cost < least) [least, threads] = [cost, t];
  }
  return threads;
}

/** Whether threads share the product by columns. */
function byColumns(m: number, n: number, threads: number): boolean {
  const [rows, columns] = [Math.floor(m / threads), Math.floor(n / threads)];
  const wide = columns < 16 && n % (4 * threads) !== 0 && (m % (4 * threads) === 0 || Math.floor(m / n) >= 6);
  return !(rows >= 4 && (columns < 4 || wide)) && !(columns < 64 && m > n * 32);
}

/** Eigen's cache blocking for one call of oneDNN's product, evened out. */
function slices(k: number, m: number, n: number, threads: number, columns: boolean, machine: Machine): Slice {
  const [first, second] = columns ? [m, n] : [n, m];
  const cut = threads > 1 ? sharedBlocks(k, first, second, threads, machine) : ownBlocks(k, first, second, machine);
  const [rows, width] = columns ? [cut.m, cut.n] : [cut.n, cut.m];
  return {
    depth: Math.min(k, roundUp(Math.floor(k / Math.max(1, Math.ceil(k / cut.k))), 8)),
    rows: Math.min(m, roundUp(Math.trunc(rows * 1.5), 48)),
    columns: Math.min(n, roundUp(width, 24)),
  };
}

interface Blocks {
  readonly k: number;
  readonly m: number;
  readonly n: number;
}

function sharedBlocks(depth: number, m: number, n: number, threads: number, { l1, l2, l3 }: Machine): Blocks {
  const most = Math.max(8, Math.min(Math.floor((l1 - 256) / 80), 320));
  const k = most < depth ? most - (most % 8) : depth;
  const fitting = Math.floor((l2 - l1) / (16 * k));
  const share = Math.ceil(n / threads);
  const columns = fitting <= share ? fitting - (fitting % 4) : Math.min(n, roundUp(share, 4));
  if (l3 <= l2) return { k, m, n: columns };
  const high = Math.floor((l3 - l2) / (4 * k * threads));
  const part = Math.ceil(m / threads);
  return { k, n: columns, m: high < part && high >= 16 ? high - (high % 16) : Math.min(m, roundUp(part, 16)) };
}

function ownBlocks(depth: number, m: number, n: number, { l1, l2 }: Machine): Blocks {
  if (Math.max(depth, m, n) < 48) return { k: depth, m, n };
  const deepest = Math.max(8 * Math.floor((l1 - 256) / 640), 1);
  const k = evenly(depth, deepest, 8, 1);
  const rest = l1 - 256 - m * k * 4;
  const big = Math.floor((3 * l2) / 2);
  const widest = rest >= 16 * k ? Math.floor(rest / (k * 4)) : Math.floor((3 * big) / (16 * deepest));
  const columns = 4 * Math.floor(Math.min(Math.floor(big / (8 * k)), widest) / 4);
  if (n > columns) return { k, m, n: evenly(n, columns, 4, 0) };
  if (k !== depth) return { k, m, n };
  const panel = k * n * 4;
  const [cache, most] = panel <= 1024 ? [l1, m] : panel <= 32768 ? [l2, Math.min(576, m)] : [big, m];
  let rows = Math.min(Math.floor(cache / (12 * k)), most);
  if (rows > 16) rows -= rows % 16;
  return { k, n, m: rows > 0 ? evenly(m, rows, 16, 0) : m };
}

/** Parts of at most `most`, a multiple of `step` smaller where that makes the last part larger. */
function evenly(size: number, most: number, step: number, less: number): number {
  const left = size % most;
  if (size <= most || left === 0) return Math.min(size, most);
  return most - step * Math.floor((most - less - left) / (step * (Math.floor(size / most) + 1)));
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
