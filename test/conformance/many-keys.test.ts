import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { chooseArithmetic } from "../../src/config/arithmetic";
import { resolveConfig } from "../../src/config/resolve";
import { createKernel } from "../../src/kernel";
import type { NemosOrder } from "../../src/kernel/types";
import type { InverseLinkName } from "../../src/model/types";
import { simulate } from "../support/random-problems";
import { configOf } from "./goldens";

/** What test/conformance/record/many_keys.py wrote: for each seed a digest of the rates and one of the spikes. */
interface ManyKeys {
  readonly versions: Readonly<Record<string, string>>;
  readonly networks: readonly ({ readonly name: string; readonly link: InverseLinkName } & Readonly<
    Record<NemosOrder, readonly string[]>
  >)[];
}

const recorded = JSON.parse(readFileSync("test/fixtures/goldens/many-keys.json", "utf8")) as ManyKeys;

/** All of the recorded keys, or the first few. */
const MOST_KEYS = process.env.SPIKELOOP_ALL_KEYS ? Infinity : 50;

describe(`filters fitted by NeMoS ${recorded.versions.nemos}, jaxlib ${recorded.versions.jaxlib}, whose terms cancel`, () => {
  for (const { name, link, ...digests } of recorded.networks) {
    const resolve = (seed: number, arithmetic?: object) =>
      resolveConfig(
        "goldens.glm.json",
        JSON.stringify({ ...configOf({ name, link, key: [0, seed] }, "many-keys"), arithmetic }),
      );
    const run = (seed: number, arithmetic?: object): { order: NemosOrder | null; digests: string } => {
      const resolved = resolve(seed, arithmetic);
      const { model, feedforward, nTimeBins, randomKey: key } = resolved;
      const { order, promise } = chooseArithmetic(resolved);
      assert.equal(promise, "bitwise");
      const { rates, spikes } = simulate(createKernel, { problem: { model, feedforward, key, order }, nTimeBins }, 256);
      return { order, digests: digest(rates) + digest(spikes) };
    };

    test(`${name}: with "arithmetic" left out, all rates and spikes are equal bit for bit`, (t) => {
      const { order } = run(0);
      assert.ok(order);
      const keys = digests[order].slice(0, MOST_KEYS);
      keys.forEach((expected, seed) => assert.deepEqual(run(seed), { order, digests: expected }, `seed ${seed}`));
      t.diagnostic(`${keys.length} keys with ${order}`);
    });

    test(`${name}: in either order`, () => {
      for (const order of ["avx512", "avx2"] as const)
        for (const seed of [1, 2, 3])
          assert.equal(run(seed, { order: `nemos-${order}` }).digests, digests[order][seed], `${order}, seed ${seed}`);
    });
  }
});

function digest(array: Float32Array | Int32Array): string {
  return createHash("sha256").update(array).digest("hex").slice(0, 16);
}
