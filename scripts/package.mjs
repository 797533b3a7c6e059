// Packs the extension into a .vsix, prints its size and keeps it below one megabyte. Usage: npm run package
import { packExtension } from "./lib/pack.mjs";

packExtension().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
