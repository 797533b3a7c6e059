import assert from "node:assert/strict";
import { test } from "node:test";
import { brushEdges, centreOn, dragBrush, holdAt } from "../../../webview/plots/brush";
import { contrast, cssOf, parseColour, readable, type Colour } from "../../../webview/style/colour";
import { rangeLabel, spokenCell, spokenRaster, timeOfBin } from "../../../webview/style/labels";
import { laneHeight, layOut } from "../../../webview/style/layout";
import {
  densityAlpha,
  lineColumns,
  mostTicks,
  overviewLine,
  tickHeight,
  tickWidth,
  wantsLog,
} from "../../../webview/style/level-of-detail";
import { axisLabel, logBounds, niceCeiling, powerLabel, timeTicks } from "../../../webview/style/ticks";
import { paperTheme, themeFrom } from "../../../webview/style/theme";
import { facts } from "./snapshots";

const plain = (text: string): string => text.replace(/\u202f/g, " ");
const labels = (start: number, end: number, binSize: number | null, unit: "first" | "last" = "first"): string[] =>
  timeTicks({ start, end }, binSize, 590, 84, unit).map(({ label }) => plain(label));

test("marks of time stand on round steps, with as many decimals as the step needs and the unit once", () => {
  assert.deepEqual(labels(1560, 3060, 0.001), ["1.75 s", "2.00", "2.25", "2.50", "2.75", "3.00"]);
  assert.deepEqual(labels(0, 5000, 0.001, "last"), ["0", "1", "2", "3", "4", "5 s"]);
  assert.deepEqual(labels(2090, 2110, 0.001), ["2.090 s", "2.095", "2.100", "2.105", "2.110"]);
  assert.deepEqual(labels(0, 1000, null), ["0", "200", "400", "600", "800", "1 000"]);
  assert.deepEqual(labels(7, 27, null), ["10", "15", "20", "25"]);
  assert.deepEqual(
    timeTicks({ start: 0, end: 3 }, null, 590, 84, "first").map(({ at }) => at),
    [0, 1, 2, 3],
    "no mark between two bins",
  );
});

test("marks lie where their labels say", () => {
  for (const { at, label } of timeTicks({ start: 1234, end: 5678 }, 0.002, 590, 84, "first"))
    assert.ok(Math.abs(at * 0.002 - parseFloat(label)) < 1e-9);
});

test("axes end at good numbers above the data", () => {
  assert.deepEqual([62.3, 0.031, 200, 33.6, 0, NaN, 1e-9].map(niceCeiling), [70, 0.035, 200, 35, 1, 1, 1e-9]);
  for (let value = 0.013; value < 1e5; value *= 1.37)
    assert.ok(niceCeiling(value) >= value && niceCeiling(value) <= 1.6 * value);
});

test("log axes span whole decades around what is positive, at most eight", () => {
  assert.deepEqual(logBounds(1.2e-6, 0.059).map(Math.log10).map(Math.round), [-6, -1]);
  assert.deepEqual(logBounds(1e-30, 100).map(Math.log10).map(Math.round), [-6, 2]);
  const [low, high] = logBounds(5, 5);
  assert.ok(low < 5 && high >= 5);
  assert.deepEqual(logBounds(0, 0), [0.1, 1]);
  assert.deepEqual(
    [logBounds(1, Infinity), logBounds(NaN, NaN)],
    [
      [0.1, 1],
      [0.1, 1],
    ],
  );
  assert.ok(logBounds(1, 1.5e308).every(Number.isFinite));
  assert.deepEqual([1e-6, 0.1, 1, 100, 1e5].map(powerLabel), ["10⁻⁶", "0.1", "1", "100", "10⁵"]);
  assert.deepEqual([200, 0.04, 1.5].map(axisLabel), ["200", "0.04", "1.5"]);
});

test("spikes are ticks while rows are high and cells are few, and what is shown stays for a while", () => {
  assert.equal(mostTicks(7, 60, 590, null), Math.floor(0.35 * 60 * 590));
  assert.equal(mostTicks(7, 1000, 590, null), 40_000);
  assert.equal(mostTicks(2.9, 60, 590, null), 0);
  assert.ok(mostTicks(2.9, 60, 590, "ticks") > 0, "rows may shrink a little before ticks give way");
  assert.equal(mostTicks(3.2, 60, 590, "density"), 0, "and must grow a little before they come back");
  assert.ok(
    mostTicks(7, 60, 590, "density") < mostTicks(7, 60, 590, null) &&
      mostTicks(7, 60, 590, null) < mostTicks(7, 60, 590, "ticks"),
  );
});

test("ticks and cells are as large and as bright as they should be", () => {
  assert.deepEqual(
    [tickWidth(0.1, 1), tickWidth(2, 1), tickWidth(10, 1), tickWidth(2, 4), tickWidth(20, 1)],
    [1.2, 1.8, 3, 3.8, 19],
  );
  assert.deepEqual([tickHeight(3), tickHeight(7), tickHeight(30)], [2, 5, 18]);
  assert.deepEqual(
    [densityAlpha(0, 4), densityAlpha(1, 4), densityAlpha(4, 4), densityAlpha(99, 4)].map((alpha) =>
      Number(alpha.toFixed(2)),
    ),
    [0, 0.57, 0.92, 0.92],
  );
});

test("lines show every bin up to two a pixel, then the lowest and highest of each pixel", () => {
  assert.deepEqual([lineColumns(1000, 590), lineColumns(1180, 590), lineColumns(1181, 590)], [1000, 1180, 590]);
  assert.deepEqual([overviewLine(2000, 590), overviewLine(5000, 590)], ["high", "mean"]);
  assert.deepEqual([wantsLog(0.059, 1.3e-4), wantsLog(5, 0.1), wantsLog(5, 0)], [true, false, false]);
});

test("a brush is at least four pixels wide, its grips are caught near its edges", () => {
  assert.deepEqual(
    brushEdges({ start: 2500, end: 2520 }, 1_000_000, 590).map((edge) => Number(edge.toFixed(2))),
    [0, 4],
  );
  const range = { start: 250, end: 500 };
  assert.deepEqual(
    [145, 300, 200, 20].map((x) => holdAt(x, range, 1000, 600)),
    ["start", "end", "inside", "outside"],
  );
  assert.equal(
    holdAt(300, { start: 0, end: 1000 }, 1000, 600),
    "outside",
    "the whole run cannot be moved: a new brush is drawn",
  );
});

test("dragging a grip past the other one turns the brush around; dragging inside keeps its length", () => {
  const range = { start: 250, end: 500 };
  assert.deepEqual(dragBrush("start", range, 250, 700, 1000), { start: 500, end: 700 });
  assert.deepEqual(dragBrush("end", range, 500, 800, 1000), { start: 250, end: 800 });
  assert.deepEqual(dragBrush("inside", range, 300, 900, 1000), { start: 750, end: 1000 });
  assert.deepEqual(dragBrush("outside", range, 900, 700, 1000), { start: 700, end: 900 });
  assert.deepEqual(centreOn(range, 20, 1000), { start: 0, end: 250 });
});

test("colours as VS Code writes them are read", () => {
  const white: Colour = { r: 255, g: 255, b: 255, a: 1 };
  assert.deepEqual(parseColour("#fff"), white);
  assert.deepEqual(parseColour(" #FFFFFF "), white);
  assert.deepEqual(parseColour("rgba(255, 255, 255, 0.5)"), { ...white, a: 0.5 });
  assert.deepEqual(parseColour("rgb(255 255 255 / 50%)"), { ...white, a: 0.5 });
  assert.equal(parseColour("#ffffff80")?.a.toFixed(2), "0.50");
  assert.deepEqual([parseColour(""), parseColour("tomato"), parseColour("rgb(1,2)")], [null, null, null]);
  assert.equal(cssOf({ r: 1.4, g: 2, b: 3, a: 0.25 }), "rgba(1, 2, 3, 0.25)");
});

test("a colour that does not stand out is mixed towards the foreground until it does", () => {
  const [ground, foreground, orange] = ["#ffffff", "#3b3b3b", "#d18616"].map((text) => parseColour(text) as Colour);
  assert.ok(contrast(orange, ground) < 3);
  const mixed = readable(orange, ground, foreground);
  assert.ok(contrast(mixed, ground) >= 3 && contrast(mixed, ground) < 3.4);
  const green = parseColour("#388a34") as Colour;
  assert.equal(cssOf(readable(green, ground, foreground)), cssOf(green), "what stands out stays");
});

test("a theme without any variable still draws; paper is white", () => {
  assert.equal(themeFrom(() => "", false, "x").ground, "rgb(31, 31, 31)");
  assert.equal(paperTheme("x").ground, "rgb(255, 255, 255)");
  assert.equal(paperTheme("x").palette.length, 6);
});

test("times and ranges are told in seconds, or in bins where bins have no size", () => {
  assert.equal(timeOfBin(2090, 0.001), "2.090 s");
  assert.equal(plain(timeOfBin(2090, null)), "bin 2 090");
  const told = (label: { span: string; size: string }): string => plain(`${label.span} · ${label.size}`);
  assert.equal(told(rangeLabel({ start: 1560, end: 3060 }, facts())), "1.560–3.060 s · 1 500 bins");
  assert.equal(told(rangeLabel({ start: 0, end: 5000 }, facts({ bin_size: null }))), "bins 0–4 999 · all");
  assert.equal(
    told(rangeLabel({ start: 6478, end: 6820 }, facts({ n_time_bins: 10_000, bins_done: 6778, status: "diverged" }))),
    "6.478–6.778 s · 300 bins",
  );
});

test("what a screen reader hears", () => {
  const run = facts({ n_neurons: 60 });
  assert.equal(
    plain(spokenRaster(run, { start: 1560, end: 3060 }, 60, 1747, 35)),
    "Raster, 60 neurons, bins 1 560 to 3 059 of 5 000, 1 747 spikes, busiest neuron 35.",
  );
  assert.equal(plain(spokenCell("Neuron 26", 2090, 1, 0.0536, 0.001)), "Neuron 26, bin 2 090, 1 spike, 53.6 hertz.");
});

test("a panel gives its plots the middle column, and leaves more out the narrower it is", () => {
  assert.deepEqual(layOut(1000, false).plot, 1000 - 32 - 56 - 76);
  assert.deepEqual(
    [900, 500, 300, 200].map((width) => layOut(width, false).sizeClass),
    ["full", "narrow", "small", "text"],
  );
  assert.deepEqual(
    [layOut(500, false).padding, layOut(500, false).gutter, layOut(500, false).margin, layOut(300, false).margin],
    [12, 48, 60, 0],
  );
  assert.deepEqual([layOut(900, true).funnel, layOut(900, false).funnel], [6, 25]);
  assert.deepEqual(
    [laneHeight(300, 3), laneHeight(300, 1), laneHeight(100, 3), laneHeight(800, 20)],
    [100, 134, 48, 100],
  );
});
