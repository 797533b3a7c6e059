/** A test inside the extension host: a name that says what holds, and what shows it. */
export interface Test {
  readonly name: string;
  readonly act: () => Promise<void>;
}

/** A room of tests. */
export type Suite = readonly Test[];

const LONGEST_MS = 60_000;

export function test(name: string, act: () => Promise<void>): Test {
  return { name, act };
}

/** Runs the tests one after the other and says how each went. The last line is `N passed, N failed`. Rejects when one failed, or there is none. */
export async function runAll(suites: Readonly<Record<string, Suite>>): Promise<void> {
  let passed = 0;
  let failed = 0;
  for (const [title, tests] of Object.entries(suites)) {
    console.log(title);
    for (const { name, act } of tests) {
      const begin = performance.now();
      try {
        await inTime(act());
        console.log(`  ✔ ${name} (${Math.round(performance.now() - begin)} ms)`);
        passed++;
      } catch (error) {
        console.log(
          `  ✖ ${name}\n${indented(error instanceof Error ? (error.stack ?? error.message) : String(error))}`,
        );
        failed++;
      }
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) throw new Error(`${failed} of ${passed + failed} tests failed`);
}

function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${LONGEST_MS / 1000} s`)), LONGEST_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function indented(text: string): string {
  return text.replace(/^/gm, "      ");
}
