import assert from "node:assert/strict";
import { test } from "node:test";
import { Eta } from "../../../src/protocol/eta";
import type { RunManifest } from "../../../src/protocol/manifest";
import { percentText, progressText, RunClock, timeLeftText } from "../../../src/protocol/progress";

const plain = (text: string): string => text.replace(/\u202f/g, " ");

test("nothing is promised in the first second; then what is left follows the latest speed", () => {
  const eta = new Eta();
  const next = (seconds: number, bins: number): number | null => eta.update(bins, seconds, 1000);
  assert.equal(next(0.5, 100), null);
  assert.equal(next(2, 400), 3);
  for (let bins = 420; bins <= 800; bins += 20) next(2 + (bins - 400) / 10, bins);
  assert.equal(Math.round(next(44, 820) ?? 0), 18, "it has become slower: 10 bins a second");
});

test("progress is said in whole percents and whole seconds, and never too much or too little", () => {
  assert.equal(plain(progressText(43.9, 11.2)), "43 % · ETA 12 s");
  assert.equal(plain(progressText(0, null)), "0 %");
  assert.equal(plain(percentText(99.99)), "99 %");
  assert.deepEqual(
    [0.001, 1, 98.2, 99.2, 150, 4000].map((seconds) => plain(timeLeftText(seconds))),
    ["1 s", "1 s", "99 s", "2 min", "3 min", "1 h 7 min"],
  );
});

test("a moment is one manifest with one estimate; an older manifest, or the same once more, makes no other", () => {
  const clock = new RunClock();
  const manifest = (bins_done: number, elapsed_seconds: number): RunManifest =>
    ({ bins_done, elapsed_seconds, n_time_bins: 1000 }) as RunManifest;
  assert.deepEqual(clock.moment(manifest(100, 0.5)), { manifest: manifest(100, 0.5), secondsLeft: null });
  const second = clock.moment(manifest(400, 2));
  assert.equal(second.secondsLeft, 3);
  assert.equal(clock.moment(manifest(400, 2)), second);
  assert.equal(clock.moment(manifest(300, 1.5)), second);
  assert.notEqual(clock.moment(manifest(500, 2.5)), second);
});

test("the time left follows a new pace within a second or two, without a jump", () => {
  const clock = new RunClock();
  const manifest = (bins_done: number, elapsed_seconds: number): RunManifest =>
    ({ bins_done, elapsed_seconds, n_time_bins: 10_000 }) as RunManifest;
  let left = 0;
  for (let step = 1; step <= 40; step++) left = clock.moment(manifest(25 * step, step / 4)).secondsLeft ?? 0;
  assert.equal(Math.round(left), 90, "100 bins a second");
  let [bins, before] = [1000, left];
  const steps: number[] = [];
  for (let step = 41; step <= 64; step++) {
    bins += 12.5; // half as fast
    const now = clock.moment(manifest(bins, step / 4)).secondsLeft ?? 0;
    steps.push(Math.abs(now - before));
    before = now;
  }
  assert.ok(Math.max(...steps) < 12, `jumps of ${Math.max(...steps)} s`);
  assert.ok(Math.abs(before - (10_000 - bins) / 50) < 20, `${before} s for ${(10_000 - bins) / 50}`);
});
