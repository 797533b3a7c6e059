import { sizeOf } from "../../arrays/ndarray";
import type { VisitRows } from "./row-file";

/** Rows of float32 numbers in memory, read like those of a file. */
export class MemoryRows {
  readonly rows: number;
  private readonly data: Float32Array<ArrayBuffer>;
  private readonly width: number;

  constructor(parts: readonly Float32Array[], rowShape: readonly number[]) {
    this.width = sizeOf(rowShape);
    this.data = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      this.data.set(part, at);
      at += part.length;
    }
    this.rows = this.data.length / this.width;
  }

  forEach(first: number, end: number, visit: VisitRows<"<f4">): void {
    if (first < end) visit(this.data.subarray(first * this.width, end * this.width), first, end - first);
  }

  forEachOf(
    items: readonly number[],
    itemSize: number,
    first: number,
    end: number,
    visit: (values: Float32Array<ArrayBuffer>, row: number) => void,
  ): void {
    const values = new Float32Array(items.length * itemSize);
    for (let row = first; row < end; row++) {
      items.forEach((item, at) => {
        const from = row * this.width + item * itemSize;
        values.set(this.data.subarray(from, from + itemSize), at * itemSize);
      });
      visit(values, row);
    }
  }

  element(row: number, column: number): number {
    return this.data[row * this.width + column];
  }
}
