/** In the plots' place when the run cannot be shown: which file, what is wrong, what to do. */
import type { VNode } from "preact";
import type { PanelCommand } from "../../src/protocol/panel";
import type { FileProblem } from "../../src/protocol/queries";
import { fileName } from "../../src/text/paths";
import type { State } from "../app/store";
import { Button } from "./elements";

export interface NoticeProps {
  readonly state: State;
  readonly problems: readonly string[];
  /** The config and key of the run are known. */
  readonly isKnown: boolean;
  readonly onCommand: (command: PanelCommand) => void;
}

export function Notice({ state, problems, isKnown, onCommand }: NoticeProps): VNode {
  const missed = fileMissed(state);
  return (
    <>
      <h2>{state.gone === null ? "This run cannot be drawn" : "This run cannot be opened"}</h2>
      {problems.map((problem) => (
        <p>{problem}</p>
      ))}
      {isKnown && <p class="quiet">The same config and key give the same spikes again.</p>}
      <div class="notice-buttons">
        {missed !== null && (
          <Button
            label="Locate…"
            title={`Say where ${missed} is: it is copied back to its place`}
            onClick={() => onCommand("locateFile")}
          />
        )}
        <Button
          label="Run again"
          icon="again"
          title="Run again: the same key gives the same spikes"
          disabled={!state.canSimulate}
          onClick={() => onCommand("simulateAgain")}
        />
        <Button label="Reload" title="Read the run anew from disk" onClick={() => onCommand("reload")} />
        <Button label="Open run folder" onClick={() => onCommand("openRunFolder")} />
      </div>
    </>
  );
}

/** The name of the first file that is missed, once nobody writes it any more. */
function fileMissed({ snapshot }: State): string | null {
  const [problem] = snapshot?.fileProblems ?? [];
  return problem && snapshot?.shownStatus !== "running" ? fileName(problem.file) : null;
}

/** Why the plots cannot be drawn, in sentences; none: they can. */
export function problemsOf({ gone, snapshot, problem }: State): readonly string[] {
  if (gone !== null) return [/[.!?]$/.test(gone) ? gone : `${gone}.`];
  const fileProblems = snapshot?.fileProblems ?? [];
  if (fileProblems.length > 0) return fileProblems.map(inWords);
  return problem === null ? [] : [problem];
}

/** Messages may name their file, with or without the folder. */
function inWords({ file, message }: FileProblem): string {
  const name = fileName(file);
  if (!message.includes(name)) return `${name} ${message}.`;
  return message.startsWith(name) ? `${message}.` : `${message[0].toUpperCase()}${message.slice(1)}.`;
}
