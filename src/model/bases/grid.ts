/** `numpy.linspace(0, stop, n)`: n float64 numbers with NumPy's rounding (a step, its multiples, then the end itself). */
export function linspace(stop: number, n: number): Float64Array {
  const step = n > 1 ? stop / (n - 1) : 0;
  return Float64Array.from({ length: n }, (_, i) => (i === n - 1 && n > 1 ? stop : i * step));
}

/** (W, B) float32 from a function of row and column. */
export function tabulate(
  nRows: number,
  nColumns: number,
  value: (row: number, column: number) => number,
): Float32Array {
  const table = new Float32Array(nRows * nColumns);
  for (let row = 0; row < nRows; row++) {
    for (let column = 0; column < nColumns; column++) table[row * nColumns + column] = value(row, column);
  }
  return table;
}
