import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { root } from "../../../scripts/lib/paths.mjs";

/** Keeps what is on screen under out/failures/ and gives the file's path. */
export async function keepPicture(page: Page, name: string): Promise<string> {
  const folder = join(root, "out", "failures");
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replace(/[^a-z0-9]+/gi, "-")}.png`);
  await page.screenshot({ path: file });
  return file;
}
