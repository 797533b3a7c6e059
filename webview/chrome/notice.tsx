/** In the plots' place when the run cannot be shown: which file, what is wrong, what to do. */
import type { PanelCommand } from "../../src/protocol/panel";
import { fileName } from "../../src/text/paths";
import type { FileTrouble } from "../../src/protocol/queries";
import { el, setChildren, setShown } from "./dom";
import { button } from "./elements";
import type { Facts } from "../app/run/facts";
import type { State } from "../app/store";

export class Notice {
  readonly element = el("div", { class: "notice", role: "alert" });

  constructor(private readonly command: (command: PanelCommand) => void) {}

  /** Shows what is wrong; true: nothing is, the plots can be drawn. */
  render(state: State, facts: Facts | null): boolean {
    const problems = problemsOf(state);
    setShown(this.element, problems.length > 0);
    const missed = fileMissed(state);
    setChildren(this.element, JSON.stringify([problems, state.canSimulate, missed]), () => {
      const again = button(
        { label: "Run again", icon: "again", title: "Run again: the same key gives the same spikes" },
        () => this.command("simulateAgain"),
      );
      again.toggleAttribute("disabled", !state.canSimulate);
      const locate =
        missed === null
          ? []
          : [
              button({ label: "Locate…", title: `Say where ${missed} is: it is copied back to its place` }, () =>
                this.command("locateFile"),
              ),
            ];
      const reload = button({ label: "Reload", title: "Read the run anew from disk" }, () => this.command("reload"));
      const folder = button({ label: "Open run folder" }, () => this.command("openRunFolder"));
      return [
        el("h2", {}, state.gone === null ? "This run cannot be drawn" : "This run cannot be opened"),
        ...problems.map((problem) => el("p", {}, problem)),
        ...(facts ? [el("p", { class: "quiet" }, "The same config and key give the same spikes again.")] : []),
        el("div", { class: "notice-buttons" }, ...locate, again, reload, folder),
      ];
    });
    return problems.length === 0;
  }
}

/** The name of the first file that is missed, once nobody writes it any more. */
function fileMissed({ snapshot }: State): string | null {
  const [trouble] = snapshot?.troubles ?? [];
  return trouble && snapshot?.shownStatus !== "running" ? fileName(trouble.file) : null;
}

function problemsOf({ gone, snapshot, trouble }: State): string[] {
  if (gone !== null) return [gone];
  const troubles = snapshot?.troubles ?? [];
  if (troubles.length > 0) return troubles.map(inWords);
  return trouble === null ? [] : [trouble];
}

/** Messages may name their file, with or without the folder. */
function inWords({ file, message }: FileTrouble): string {
  const name = fileName(file);
  if (!message.includes(name)) return `${name} ${message}.`;
  return message.startsWith(name) ? `${message}.` : `${message[0].toUpperCase()}${message.slice(1)}.`;
}
