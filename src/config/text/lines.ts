/** Converts offsets (UTF-16, from 0) into lines and columns (from 1). Lines end with LF, CRLF or CR. */
export class Lines {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    const starts = [0];
    const lineEnd = /\r\n?|\n/g;
    while (lineEnd.test(text)) starts.push(lineEnd.lastIndex);
    this.starts = starts;
  }

  at(offset: number): { line: number; column: number } {
    const line = this.indexOf(offset);
    return { line: line + 1, column: offset - this.starts[line] + 1 };
  }

  /** Where the line of `offset` ends, before the characters that end it. */
  endOf(offset: number): number {
    let end = this.starts[this.indexOf(offset) + 1] ?? this.text.length;
    while (end > offset && /[\r\n]/.test(this.text[end - 1])) end--;
    return end;
  }

  private indexOf(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.starts[middle] <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}
