import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_REPORTED } from "../../../../src/config/text/problems";
import type { PlannedConfig } from "../../../../src/config/types";
import { plan, SMALL } from "../configs";

/** Seconds of processor time, which do not depend on what else the machine does. */
const MOST_SECONDS = 3;

function planned(config: object | string): PlannedConfig {
  const begin = process.cpuUsage();
  const made = plan(config);
  const seconds = process.cpuUsage(begin).user / 1e6;
  assert.ok(seconds < MOST_SECONDS, `${seconds} s`);
  const { length } = made.text;
  for (const { offset, length: size, message } of made.problems) {
    assert.ok(offset >= 0 && size >= 0 && offset + size <= length, `${message} at ${offset}, ${size} of ${length}`);
    assert.ok(message.length < 1100, `${message.length} characters`);
  }
  return made;
}

const listOf = (length: number, item: (i: number) => string): string =>
  Array.from({ length }, (_, i) => item(i)).join(",");
const withInput = (stimuli: string): string =>
  `{ "feedforward_coef": 1, "feedforward_input": [${stimuli}], ${JSON.stringify(SMALL).slice(1)}`;
const withKeys = (keys: string): string => `{ ${keys}, ${JSON.stringify(SMALL).slice(1)}`;

const MANY: Readonly<Record<string, string>> = {
  "unknown keys": withKeys(listOf(20_000, (i) => `"key${i}": 1`)),
  "unknown keys within": withKeys(`"neurons": { ${listOf(20_000, (i) => `"name${i}": 1`)} }`),
  "unknown keys of a source": withKeys(`"init_y": { ${listOf(20_000, (i) => `"file${i}": 1`)} }`),
  "keys that are given twice": withKeys(listOf(40_000, () => '"title": "t"')),
  "names of the wrong type": withKeys(`"neurons": { "names": [${listOf(300_000, () => "1")}] }`),
  "wrong stimuli": withInput(listOf(20_000, () => '{"constant":{"amplitud":1}}')),
  "empty stimuli": withInput(listOf(50_000, () => "{}")),
  "stimuli that are none": withInput(`{"constant":{"amplitude":1}},${listOf(200_000, () => "null")}`),
  "unknown neurons among 5000": JSON.stringify({
    ...SMALL,
    intercepts: 0,
    coupling_coef: 0,
    neurons: { names: Array.from({ length: 5000 }, (_, i) => `neuron number ${i}`) },
    feedforward_coef: 1,
    feedforward_input: Array.from({ length: 5000 }, (_, i) => ({
      constant: { amplitude: 1 },
      neurons: [`unknown neuron ${i}`],
    })),
  }),
};

for (const [what, text] of Object.entries(MANY)) {
  test(`${what}: the first are told, soon, and that there are more`, () => {
    const { problems } = planned(text);
    assert.equal(problems.length, MAX_REPORTED + 1);
    assert.match(problems[MAX_REPORTED].message, /^and more: of the errors of this config, the first 100/);
  });
}

test("15 000 stimuli are no more trouble than three", () => {
  const { problems, dimensions } = planned(
    withInput(listOf(15_000, (i) => `{"constant":{"amplitude":1},"feature":${i % 3}}`)),
  );
  assert.deepEqual([problems, dimensions?.nFeatures], [[], 3]);
});

test("a large text that is no config at all is no trouble either", () => {
  for (const text of [
    `{${"x,".repeat(1.9e6)}`,
    `"`.repeat(3.9e6),
    "\n".repeat(3.9e6),
    "]".repeat(3.9e6),
    "{} ".repeat(1e5),
  ])
    assert.ok(planned(text).problems.length > 0);
});

test("warnings do not crowd out errors", () => {
  const late = listOf(500, () => '{"step":{"start":100,"duration":1,"amplitude":1}}');
  const { problems } = planned(withInput(`${late},{"constant":{"amplitude":1},"neurons":[7]}`));
  assert.equal(problems.filter(({ severity }) => severity === "warning").length, MAX_REPORTED + 1);
  assert.deepEqual(
    problems.filter(({ severity }) => severity === "error").map(({ line }) => line),
    [1],
  );
});

test("a place never reaches beyond the text, nor a message beyond what can be read", () => {
  const long = "x".repeat(100_000);
  for (const text of [
    "/*",
    "{/*",
    '{"a": /*',
    '{"title": "',
    "{",
    '{"a',
    "[",
    '"',
    "\ufeff",
    "\ufeff/*",
    "",
    " ",
    "//",
    "{}/",
    '{"a":1}x',
  ])
    planned(text);
  for (const key of [long, `a.${long}`, `${long}.b`]) {
    planned({ ...SMALL, [key]: 1, neurons: { [key]: 1 }, title: { [key]: 1 } });
    planned({
      ...SMALL,
      inverse_link_function: key,
      coupling_basis_matrix: { basis: key },
      random_key: key,
      bin_size: key,
    });
    planned({
      ...SMALL,
      neurons: { names: [key, key], groups: [key, "b"] },
      feedforward_coef: 1,
      feedforward_input: [{ constant: { amplitude: 1 }, neurons: [`${key}z`] }],
    });
    planned({ ...SMALL, intercepts: key });
    planned(`{ "${key}": 1, "${key}": 2 }`);
    planned(`{ ${key}: .${key} }`);
  }
  planned(withKeys(`"bin_size": ${"9".repeat(30_000)}`));
  planned(withKeys(`"random_key": ${"9".repeat(30_000)}`));
  planned(withKeys(`"random_key": -${"9".repeat(300)}.5`));
  planned(withKeys(`"n_time_bins": 1${"0".repeat(30_000)}.`));
});

test("mistakes far behind the first one wait until it is mended", () => {
  const far = (gap: number): string => `{ "title" 1,\n "init_y": [${listOf(gap, () => "1")}],\n "bin_size" 2 }`;
  assert.equal(plan(far(1000)).problems.length, 2);
  assert.deepEqual(
    plan(far(500_000)).problems.map(({ line }) => line),
    [1],
  );
});
