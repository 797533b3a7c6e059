/** The raster's rows and the neurons in them. With fewer rows than neurons, neighbours in the order share a row. */
export class RasterRows {
  readonly count: number;
  /** (N,) the row of each neuron; -1: hidden. */
  readonly rowOf: Int32Array;

  constructor(
    private readonly order: Uint32Array,
    rows: number,
    nNeurons: number,
  ) {
    this.count = Math.max(0, Math.min(Math.floor(rows), order.length));
    this.rowOf = new Int32Array(nNeurons).fill(-1);
    order.forEach((neuron, place) => {
      if (neuron >= nNeurons) throw new RangeError(`neuron ${neuron} of a run of ${nNeurons} neurons`);
      this.rowOf[neuron] = Math.floor((place * this.count) / order.length);
    });
  }

  /** Adds the neurons' values (N,) to their rows in one column of `cells`, (rows, nColumns). */
  pool(values: Float64Array, cells: Float32Array, column: number, nColumns: number): void {
    const { order, rowOf } = this;
    for (let place = 0; place < order.length; place++) {
      const value = values[order[place]];
      if (value !== 0) cells[rowOf[order[place]] * nColumns + column] += value;
    }
  }

  /** Equal for rows that pool the same neurons, in any order. */
  get key(): string {
    if (this.count === this.order.length) {
      // One neuron a row: only which of them are shown matters.
      return `each ${digest(this.rowOf.map((row) => (row < 0 ? 0 : 1)))}`;
    }
    return `${this.count} of ${digest(this.rowOf)}`;
  }
}

/** FNV-1a over 32-bit words. */
function digest(values: Int32Array): number {
  let hash = 0x811c9dc5;
  for (const value of values) hash = Math.imul(hash ^ value, 0x01000193);
  return hash >>> 0;
}
