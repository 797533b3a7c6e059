import { BY_NEURONS } from "./cases";
import type { Result, Results } from "./results";

const WIDTH = 640;
const HEIGHT = 400;
const LEFT = 70;
const RIGHT = 130;
const TOP = 20;
const BOTTOM = 50;

interface Line {
  readonly label: string;
  readonly colour: string;
  readonly of: (result: Result) => number | null;
}

const LINES: readonly Line[] = [
  { label: "NeMoS", colour: "#b5651d", of: ({ nemos }) => nemos },
  { label: "TypeScript", colour: "#7a7a7a", of: ({ typescript }) => typescript },
  { label: "Spikeloop", colour: "#2f6fdf", of: ({ wasm }) => wasm },
  { label: "all threads", colour: "#3a9d5d", of: ({ threads }) => threads },
  { label: "floor", colour: "#a0a0a0", of: ({ floor }) => floor },
];

/** Time per neuron and bin over the number of neurons, both axes logarithmic, as an SVG that reads on light and dark pages. */
export function picture({ cases, machine }: Results): string {
  const points = cases.slice(0, BY_NEURONS.length);
  const lines = LINES.map((line) => ({ ...line, points: points.flatMap((result) => pointOf(result, line)) })).filter(
    ({ points: drawn }) => drawn.length > 1,
  );
  const values = lines.flatMap(({ points: drawn }) => drawn.map(([, value]) => value));
  const x = scale(points[0].nNeurons, points[points.length - 1].nNeurons, LEFT, WIDTH - RIGHT);
  const y = scale(
    10 ** Math.floor(Math.log10(Math.min(...values))),
    10 ** Math.ceil(Math.log10(Math.max(...values))),
    HEIGHT - BOTTOM,
    TOP,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Time per neuron and bin over the number of neurons">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    ...decades(values).map(
      (value) => grid(LEFT, y(value), WIDTH - RIGHT, y(value)) + text(LEFT - 8, y(value) + 4, `${value} ns`, "end"),
    ),
    ...points.map(
      ({ nNeurons }) =>
        grid(x(nNeurons), TOP, x(nNeurons), HEIGHT - BOTTOM) +
        text(x(nNeurons), HEIGHT - BOTTOM + 18, String(nNeurons), "middle"),
    ),
    text(
      (LEFT + WIDTH - RIGHT) / 2,
      HEIGHT - 12,
      `neurons (0.02 spikes per bin, window 100; ${machine.cpu}, one thread)`,
      "middle",
    ),
    ...separate(lines.map((line) => ({ line, at: y(line.points[line.points.length - 1][1]) }))).flatMap(
      ({ line, at }) => [
        `<polyline fill="none" stroke="${line.colour}" stroke-width="2"${line.label === "floor" ? ' stroke-dasharray="4 4"' : ""} points="${line.points.map(([n, value]) => `${round(x(n))},${round(y(value))}`).join(" ")}"/>`,
        text(WIDTH - RIGHT + 8, at + 4, line.label, "start", line.colour),
      ],
    ),
    "</svg>",
    "",
  ].join("\n");
}

function pointOf(result: Result, { of }: Line): (readonly [number, number])[] {
  const value = of(result);
  return value === null ? [] : [[result.nNeurons, value]];
}

function scale(low: number, high: number, from: number, to: number): (value: number) => number {
  return (value) => from + ((to - from) * Math.log(value / low)) / Math.log(high / low);
}

/** Powers of ten that hold all values between them. */
function decades(values: readonly number[]): number[] {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i));
}

/** Moves labels apart that would lie on each other. */
function separate<T extends { at: number }>(labels: readonly T[]): T[] {
  let last = -Infinity;
  return [...labels]
    .sort((a, b) => a.at - b.at)
    .map((label) => ({ ...label, at: (last = Math.max(label.at, last + 14)) }));
}

function grid(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="#e4e4e4"/>`;
}

function text(x: number, y: number, words: string, anchor: string, colour = "#444444"): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${colour}">${words}</text>`;
}

function round(value: number): string {
  return value.toFixed(1);
}
