import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { unzipSync } from "fflate";
import { sizeOf } from "../../src/arrays/ndarray";
import { fileArray } from "../../src/config/sources/files";
import { SourceError, type GivenArray } from "../../src/config/sources/given";
import { ANYWHERE } from "../../src/files/access";

/** What test/conformance/record/array_files.py wrote; 200 files of its forms, or as many as were made by scripts/record-array-files.mjs. */
const RECORDED = resolve(process.env.SPIKELOOP_ARRAY_FILES ?? "test/fixtures/array-files");

interface Expected {
  readonly file: string;
  readonly form: string;
  /** Of an archive, the array that is read. */
  readonly array: string | null;
  /** Whether it is an everyday file, which must be read. */
  readonly plain: boolean;
  /** null where the reference refuses the file, or it holds what is no array of numbers. */
  readonly shape: readonly number[] | null;
  /** Base64 of float64, little-endian. */
  readonly data: string | null;
}

const expected = (JSON.parse(readFileSync(join(RECORDED, "expected.json"), "utf8")) as { files: Expected[] }).files;
const files = unzipSync(new Uint8Array(readFileSync(join(RECORDED, "files.zip"))));
const folder = mkdtempSync(join(tmpdir(), "spikeloop-array-files-"));
after(() => rmSync(folder, { recursive: true }));

/** What became of a file: its numbers, or why there are none. */
type Outcome =
  | { readonly given: GivenArray; readonly shape: readonly number[]; readonly data: Float32Array }
  | { readonly refused: string };

function outcomeOf({ file, array }: Expected): Outcome {
  writeFileSync(join(folder, file), files[file]);
  try {
    const given = fileArray(array === null ? file : { file, array }, {
      folder,
      member: "weights",
      nAxes: 2,
      access: ANYWHERE,
    });
    const shape = given.shape ?? [];
    return { given, shape, data: given.read(shape) };
  } catch (error) {
    assert.ok(error instanceof SourceError, `${file}: ${String(error)}`);
    return { refused: error.message };
  }
}

/** Reads float64 numbers rounded once to float32, as arrays are. */
function reference({ shape, data }: Expected): Float32Array | null {
  if (shape === null || data === null) return null;
  const bytes = Uint8Array.from(Buffer.from(data, "base64"));
  return Float32Array.from(new Float64Array(bytes.buffer, 0, sizeOf(shape)));
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function isAsReference(entry: Expected, outcome: Extract<Outcome, { data: unknown }>): boolean {
  const wanted = reference(entry);
  return (
    wanted !== null && String(outcome.shape) === String(entry.shape) && bytesOf(outcome.data).equals(bytesOf(wanted))
  );
}

const tally = { asReference: 0, warned: 0, refused: 0 };

for (const form of new Set(expected.map((entry) => entry.form))) {
  test(`${form}: read as the reference reads it, or refused, or warned about`, () => {
    for (const entry of expected.filter((candidate) => candidate.form === form)) {
      const outcome = outcomeOf(entry);
      if ("refused" in outcome) {
        assert.ok(!entry.plain, `${entry.file} is refused: ${outcome.refused}`);
        tally.refused++;
      } else if (isAsReference(entry, outcome)) tally.asReference++;
      else {
        assert.ok(
          outcome.given.warnings?.length,
          `${entry.file} is read as ${outcome.shape}: ${outcome.data.slice(0, 6)}; the reference has ${entry.shape}: ${reference(entry)?.slice(0, 6)}`,
        );
        tally.warned++;
      }
    }
  });
}

test("most files are read as the reference reads them", (t) => {
  t.diagnostic(JSON.stringify(tally));
  const readable = expected.filter(({ shape }) => shape !== null).length;
  assert.ok(expected.length >= 200 && tally.asReference > 0.8 * readable, `${tally.asReference} of ${readable}`);
});
