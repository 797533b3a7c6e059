import {
  appendFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { MANIFEST_FILE } from "../../src/runs/layout";
import { fabricateRun } from "./fabricate";
import type { Random } from "./fuzz";
import { READ_FILES } from "./hostile-runs";
import { writeNpy, writeNpz } from "./npy";

/**
 * Makes a small run of random size, with or without labels and input, and does one to three things to it that no simulation does.
 * Links lead to the file `outside`, three folders above; nothing is written through them.
 */
export function makeMutatedRun(folder: string, random: Random, pipe: string | null): string[] {
  const nNeurons = 1 + random.below(6);
  const nTimeBins = random.pick([1, 63, 64, 500, 3000]);
  const nFeatures = random.below(3);
  const names = random.chance(0.3) ? Array.from({ length: nNeurons }, (_, neuron) => `neuron ${neuron}`) : null;
  const kept = random.chance(0.5);
  fabricateRun(folder, {
    nNeurons,
    nTimeBins,
    rate: 0.2,
    groups: random.chance(0.3) ? ["e", "i"] : undefined,
    manifest: {
      n_features: nFeatures,
      status: random.pick(["finished", "cancelled", "failed", "diverged", "running"]),
      bin_size: random.pick([null, 0.001]),
      feedforward_input:
        kept || nFeatures === 0
          ? null
          : [{ sine: { period: 20, amplitude: 1 }, feature: nFeatures - 1 }, { normal: { seed: 1 } }],
      ...(names && { neurons: { names, groups: null } }),
    },
  });
  const coef = writeNpy(
    { data: new Float32Array(nNeurons * nFeatures).fill(0.5), shape: [nNeurons, nFeatures] },
    "<f4",
  );
  const input = writeNpy(
    { data: new Float32Array(nTimeBins * nNeurons * nFeatures).fill(0.1), shape: [nTimeBins, nNeurons, nFeatures] },
    "<f4",
  );
  writeFileSync(
    join(folder, "inputs.npz"),
    writeNpz({ feedforward_coef: coef, ...(kept && { feedforward_input: input }) }),
  );
  return Array.from({ length: 1 + random.below(3) }, () => mutate(folder, random, pipe));
}

const MUTATIONS = [
  "manifest value",
  "manifest value",
  "manifest digits",
  "array header",
  "bytes",
  "bytes",
  "cut",
  "longer",
  "swapped",
  "missing",
  "special",
] as const;

/** Does one thing; returns what it was. */
function mutate(folder: string, random: Random, pipe: string | null): string {
  const name = random.pick(READ_FILES);
  const file = join(folder, name);
  const kind = random.pick(MUTATIONS);
  if (!isPlain(file) || !isPlain(join(folder, MANIFEST_FILE))) return "nothing";
  switch (kind) {
    case "manifest value":
      return changeValue(join(folder, MANIFEST_FILE), random);
    case "manifest digits":
      return changeText(join(folder, MANIFEST_FILE), /-?\d+(\.\d+)?/g, random);
    case "array header":
      return `${name} ${changeText(file, /\d+|'[^']*'|[(),]|True|False/g, random, 128)}`;
    case "bytes":
      return `${name} ${flipBytes(file, random)}`;
    case "cut":
      truncateSync(file, random.below(lstatSync(file).size + 1));
      break;
    case "longer":
      appendFileSync(
        file,
        Uint8Array.from({ length: 1 + random.below(300) }, () => random.below(256)),
      );
      break;
    case "swapped": {
      const other = join(folder, random.pick(READ_FILES));
      if (other === file || !isPlain(other)) return "nothing";
      renameSync(file, `${file}.away`);
      renameSync(other, file);
      renameSync(`${file}.away`, other);
      break;
    }
    case "missing":
      rmSync(file);
      break;
    case "special":
      rmSync(file);
      if (pipe !== null && random.chance(0.4)) linkSync(pipe, file);
      else if (random.chance(0.5)) mkdirSync(file);
      else
        symlinkSync(
          random.pick(["/dev/zero", join(folder, "..", "..", "..", "outside"), "/nowhere", name, ".."]),
          file,
        );
  }
  return `${name} ${kind}`;
}

/** Whether it may be written to: a file of the run itself, and no link that was put in its place. */
function isPlain(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

const HOSTILE: readonly unknown[] = [
  0,
  -1,
  1.5,
  -0.5,
  1e9,
  4294967295,
  4294967296,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53),
  1e308,
  5e-324,
  null,
  true,
  "",
  "1",
  "NaN",
  "../../../etc/passwd",
  "/dev/zero",
  [],
  [[]],
  {},
  { $array: "Float32Array", data: "?" },
  { length: 3 },
  { file: "/etc/passwd" },
  { file: "spikes.npy" },
  { file: "inputs.npz", array: "feedforward_coef" },
  [1, 2, 3],
  ["a"],
  [null],
  [{ constant: { amplitude: 1 } }],
  [{ pulses: { start: 0, duration: 1, period: 1, amplitude: 3e38 } }],
  [{ step: { start: 2 ** 52, duration: 2 ** 52, amplitude: 1 }, neurons: ["e"] }],
  7,
  "running",
  "finished",
];

/** Puts something else in the place of one value, at any depth; or under a new key. */
function changeValue(file: string, random: Random): string {
  const manifest: unknown = parsed(readFileSync(file, "utf8"));
  if (typeof manifest !== "object" || manifest === null) return "nothing";
  let at = manifest as Record<string, unknown>;
  const value = structuredClone(random.pick(HOSTILE));
  for (;;) {
    const key = random.chance(0.05)
      ? random.pick(["length", "__proto__", "toString", "more"])
      : (random.pick([...Object.keys(at), "more"]) ?? "more");
    const inner = at[key];
    if (typeof inner === "object" && inner !== null && random.chance(0.5)) {
      at = inner as Record<string, unknown>;
      continue;
    }
    if (key === "length" && Array.isArray(at)) return "nothing";
    Object.defineProperty(at, key, { value, enumerable: true, configurable: true, writable: true });
    writeFileSync(file, JSON.stringify(manifest));
    return `manifest ${key} = ${JSON.stringify(value)}`;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Puts another text in the place of one match of a pattern in the first `length` bytes. */
function changeText(file: string, pattern: RegExp, random: Random, length = Infinity): string {
  const text = readFileSync(file, "latin1");
  const matches = [...text.slice(0, Math.min(length, text.length)).matchAll(pattern)];
  if (matches.length === 0) return "nothing";
  const match = random.pick(matches);
  const value = random.pick([
    "0",
    "1",
    "-1",
    "1e999",
    "9007199254740993",
    "99999999999999999999",
    "4294967295",
    "1.5",
    "'<f8'",
    "'<i8'",
    "'O'",
    "True",
    "()",
    "[]",
    "",
  ]);
  writeFileSync(file, text.slice(0, match.index) + value + text.slice(match.index + match[0].length), "latin1");
  return `${match[0]} -> ${value}`;
}

function flipBytes(file: string, random: Random): string {
  const bytes = readFileSync(file);
  const count = bytes.length === 0 ? 0 : 1 + random.below(20);
  // Where headers and directories are, as often as anywhere.
  const end = random.chance(0.5) ? Math.min(bytes.length, 200) : bytes.length;
  for (let i = 0; i < count; i++) bytes[random.below(end)] = random.below(256);
  writeFileSync(file, bytes);
  return `${count} bytes`;
}
