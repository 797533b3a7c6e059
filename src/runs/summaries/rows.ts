/** Rows in one growing buffer, which is reused. */
export class RowBuffer {
  private data = new Float32Array(0);
  private length = 0;

  /** All rows since `clear`; valid until the next `take`. */
  get rows(): Float32Array {
    return this.data.subarray(0, this.length);
  }

  /** Makes room for this many more elements, and returns it. */
  take(count: number): Float32Array {
    const start = this.length;
    this.length += count;
    if (this.length > this.data.length) {
      const larger = new Float32Array(2 * this.length);
      larger.set(this.data.subarray(0, start));
      this.data = larger;
    }
    return this.data.subarray(start, this.length);
  }

  clear(): void {
    this.length = 0;
  }
}
