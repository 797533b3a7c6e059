/** In the plots' place when the run cannot be shown: which file, what is wrong, what to do. */
import type { PanelCommand } from "../../src/protocol/panel";
import { el, setChildren, setShown } from "../controls/dom";
import { button } from "../controls/toolkit";
import type { Facts } from "../run/facts";
import type { State } from "../store";

export class Notice {
  readonly element = el("div", { class: "notice", role: "alert" });

  constructor(private readonly command: (command: PanelCommand) => void) {}

  /** Shows what is wrong; true: nothing is, the plots can be drawn. */
  render(state: State, facts: Facts | null): boolean {
    const problems = problemsOf(state);
    setShown(this.element, problems.length > 0);
    setChildren(this.element, JSON.stringify([problems, state.canSimulate]), () => {
      const again = button({ label: "Run again", icon: "again", title: "Run again: the same key gives the same spikes" }, () => this.command("simulateAgain"));
      again.toggleAttribute("disabled", !state.canSimulate);
      const folder = button({ label: "Open run folder" }, () => this.command("openRunFolder"));
      return [
        el("h2", {}, state.gone === null ? "This run cannot be drawn" : "This run cannot be opened"),
        ...problems.map(({ file, message }) => el("p", {}, file === null ? null : el("code", {}, file), file === null ? message : ` ${message}`)),
        ...(facts ? [el("p", { class: "quiet" }, "The same config and key give the same spikes again.")] : []),
        el("div", { class: "notice-buttons" }, again, folder),
      ];
    });
    return problems.length === 0;
  }
}

function problemsOf({ gone, snapshot, trouble }: State): { file: string | null; message: string }[] {
  if (gone !== null) return [{ file: null, message: gone }];
  const troubles = snapshot?.troubles ?? [];
  if (troubles.length > 0) return troubles.map(({ file, message }) => ({ file, message }));
  return trouble === null ? [] : [{ file: null, message: trouble }];
}
