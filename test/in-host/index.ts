import { readdirSync } from "node:fs";
import * as path from "node:path";
import Mocha from "mocha";

/** Runs the tests that lie bundled beside this file. The last line is `N passed, N failed`. Rejects when one failed, or there is none. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "tdd", timeout: 60_000, slow: 60_000 });
  const files = readdirSync(__dirname).filter((file) => file.endsWith(".test.js"));
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
  const runner = await new Promise<Mocha.Runner>((done) => {
    const started = mocha.run(() => done(started));
  });
  const { passes, failures } = runner.stats!;
  console.log(`${passes} passed, ${failures} failed`);
  if (failures > 0 || passes === 0) throw new Error(`${failures} of ${passes + failures} tests failed`);
}
