import { crc32 } from "node:zlib";
import { bytesOf, sizeOf } from "../../arrays/ndarray";
import { npyHeader } from "../../arrays/npy/npy";
import { NpzWriter } from "../../arrays/npz/npz";
import { type ArrayFile, NUMBER_TYPES, type Numbers, type NumberType, type Part, PART_TYPES } from "./arrays";
import { blocksOf, type ExportedRun, forEachChosen } from "./exporter";
import type { Sink } from "./sink";

/** Most bytes of texts, which NumPy pads to the longest: a single long name among many neurons could fill the disk. */
const MOST_TEXT_BYTES = 1 << 28;

/** A .npz archive that is written into a sink, array by array. Of any size, as zip64. */
export class ArrayArchive implements ArrayFile {
  private readonly writer: NpzWriter;

  constructor(sink: Pick<Sink, "write">) {
    this.writer = new NpzWriter((bytes, position) => sink.write(bytes, position), crc32);
  }

  async rows(
    name: string,
    part: Part,
    run: ExportedRun,
    onProgress: (fraction: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const { files, neurons, range } = run;
    this.begin(name, PART_TYPES[part], [range.end - range.start, neurons.length]);
    for await (const block of blocksOf(run, onProgress, signal))
      forEachChosen<(typeof PART_TYPES)[Part]>(files[part], run, block, (rows) => this.add(rows));
    this.end();
  }

  numbers(name: string, dtype: NumberType, shape: readonly number[], values: Numbers): void {
    this.begin(name, dtype, shape);
    this.add(values);
    this.end();
  }

  texts(name: string, texts: readonly string[]): void {
    const characters = texts.map((text) => Array.from(text, (character) => character.codePointAt(0) ?? 0));
    const width = characters.reduce((longest, { length }) => Math.max(longest, length), 1);
    if (4 * width * texts.length > MOST_TEXT_BYTES)
      throw new RangeError(
        `the longest of the neurons' ${name} has ${width} characters, to which NumPy pads all of them; shorten it in the config`,
      );
    const codes = new Uint32Array(width * texts.length);
    characters.forEach((text, at) => codes.set(text, at * width));
    this.file(name, npyHeader(`<U${width}`, [texts.length]), new Uint8Array(codes.buffer));
  }

  /** A .npy file by its header and its body. */
  file(name: string, header: Uint8Array, body: Uint8Array): void {
    this.writer.begin(name, header.length + body.length);
    this.writer.add(header);
    this.writer.add(body);
    this.writer.end();
  }

  /** Begins an array, whose elements come by `add`; then `end`. */
  begin(name: string, dtype: NumberType, shape: readonly number[]): void {
    const header = npyHeader(dtype, shape);
    this.writer.begin(name, header.length + sizeOf(shape) * NUMBER_TYPES[dtype].BYTES_PER_ELEMENT);
    this.writer.add(header);
  }

  add(values: Numbers): void {
    this.writer.add(bytesOf(values));
  }

  end(): void {
    this.writer.end();
  }

  finish(): void {
    this.writer.finish();
  }
}
