import { eventually } from "../e2e/support/eventually";
import type { Workbench } from "../e2e/support/workbench";

/**
 * Milliseconds that VS Code took to load the extension's code and to call its activate(), as its list of running extensions tells them
 * once the window has come to rest.
 */
export async function activationTime(workbench: Workbench): Promise<number> {
  await workbench.command("Developer: Show Running Extensions");
  const row = workbench.page
    .locator(".runtime-extensions-editor .extension")
    .filter({ has: workbench.page.locator(".name", { hasText: /^Spikeloop$/ }) });
  const told = row.locator(".activation-time");
  // The slowest come first, and only what is in view is in the page.
  await workbench.page.locator(".runtime-extensions-editor").hover();
  await eventually(
    "the extension in the list of those that run",
    async () => {
      if (await told.filter({ hasText: /\d+ ?ms/ }).isVisible()) return true;
      await workbench.page.mouse.wheel(0, 300);
      return false;
    },
    20_000,
  );
  const milliseconds = Number(/(\d+) ?ms/.exec((await told.textContent()) ?? "")?.[1]);
  // The list may lie over the whole window, and takes every click then.
  const over = workbench.page.locator(".monaco-modal-editor-block");
  if (await over.isVisible()) {
    await workbench.page.keyboard.press("Escape");
    await over.waitFor({ state: "hidden" });
  }
  return milliseconds;
}
