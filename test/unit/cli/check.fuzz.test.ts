import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { main } from "../../../src/cli/main";
import { decodeConfig, MOST_CONFIG_BYTES } from "../../../src/config/text/decode";
import { planConfig } from "../../../src/config/plan";
import type { Problem } from "../../../src/config/types";
import { estimateResources } from "../../../src/simulation/estimate";
import { fuzzCases, Random } from "../../support/fuzz";
import { largeConfigs } from "../../support/large-configs";
import { encoded, mutated } from "./mutations";
import { seedConfigs } from "./seed-configs";
import { fakeTerminal } from "./fake-terminal";

const BAD = "test/fixtures/bad-configs";
const folder = mkdtempSync(join(tmpdir(), "spikeloop-fuzz-"));
after(() => rmSync(folder, { recursive: true, force: true }));
cpSync(join(BAD, "arrays"), join(folder, "arrays"), { recursive: true });
const CONFIG = join(folder, "a.glm.json");

const MOST_SECONDS = 2;
const MOST_BYTES = 1e9;
/** A config that needs more is planned but not read: what it needs it may take. */
const READ_UP_TO = 150e6;

/** Words of libraries and of JavaScript itself, which nobody understands who wrote a config. */
const FOREIGN =
  /\bzod\b|TypeError|RangeError|SyntaxError|Cannot (read|set|convert)|is not (a function|iterable|defined)|Matrix|\[object|ml-matrix|Invalid (array|typed|input)|JSON at position|ENOENT|EISDIR|ERR_|received|call stack|must be of type|heap|NaN is by|undefined is/;

function checkWords(problems: readonly Problem[], text: string | null): void {
  for (const { line, column, offset, length, message } of problems) {
    assert.ok(message.trim().length > 5 && message.length <= 1001, `message: ${message}`);
    assert.doesNotMatch(message, FOREIGN);
    assert.ok(line >= 1 && column >= 1, message);
    if (text === null) continue;
    assert.ok(
      offset >= 0 && length >= 0 && offset + length <= text.length,
      `${message} at ${offset}, ${length} of ${text.length}`,
    );
    const before = text.slice(0, offset).split(/\r\n|\n|\r(?!\n)/);
    assert.deepEqual([line, column], [before.length, (before.at(-1) ?? "").length + 1], message);
  }
}

/** The whole of `spikeloop check`, and of what an editor shows. */
async function look(bytes: Uint8Array): Promise<void> {
  const decoded = decodeConfig(bytes, CONFIG);
  const plan = "text" in decoded ? planConfig(CONFIG, decoded.text) : null;
  if ("problem" in decoded) checkWords([decoded.problem], null);
  if (plan) checkWords(plan.problems, plan.text);
  if (plan?.dimensions && estimateResources(plan.dimensions, plan.reading, folder).memoryBytes > READ_UP_TO) return;
  await check(bytes);
}

async function check(bytes: Uint8Array): Promise<void> {
  writeFileSync(CONFIG, bytes);
  const terminal = fakeTerminal();
  const code = await main(["check", CONFIG], terminal, { simulation: "", kernel: "" });
  const { out, err } = terminal.written;
  assert.doesNotMatch(err, FOREIGN);
  if (code === 1) assert.match(err, /: cannot be simulated here: /);
  else assert.equal(code, /: error: /.test(err) ? 2 : 0, err);
  assert.equal(/: ok\n/.test(out), code !== 2, out);
}

async function inBounds(act: () => Promise<unknown>): Promise<void> {
  const begin = process.cpuUsage();
  await act();
  const { user, system } = process.cpuUsage(begin);
  assert.ok((user + system) / 1e6 < MOST_SECONDS, `${(user + system) / 1e6} s`);
  assert.ok(process.memoryUsage.rss() < MOST_BYTES, `${process.memoryUsage.rss()} bytes`);
}

test("a config of any kind gets problems with places inside its text, in bounded time and memory, and never exit code 1", async () => {
  const seeds = seedConfigs(BAD);
  for (const seed of seeds) await look(Buffer.from(seed));
  const first = Number(process.env.SPIKELOOP_FUZZ_FIRST ?? 0);
  const cases = fuzzCases(1500, 100_000);
  for (let number = first; number < first + cases; number++) {
    const random = new Random(number);
    let text = random.pick(seeds);
    for (let times = 1 + random.below(2); times > 0; times--) text = mutated(text, random);
    const bytes = encoded(text, random);
    try {
      await inBounds(() => look(bytes));
    } catch (error) {
      throw new Error(`case ${number}: ${text.slice(0, 3000)}`, { cause: error });
    }
  }
});

test("so does one that is as large as a config may be", async () => {
  for (const [name, text] of largeConfigs(fuzzCases(2000, 0.99 * MOST_CONFIG_BYTES))) {
    try {
      await inBounds(() => check(Buffer.from(text())));
    } catch (error) {
      throw new Error(name, { cause: error });
    }
  }
});
