/** The header: did it work, and what came out. */
import type { VNode } from "preact";
import type { FromPanel, PanelCommand } from "../../src/protocol/panel";
import { STATUS_ICONS } from "../../src/protocol/status-icons";
import { visible } from "../../src/text/display";
import { keyText } from "../../src/text/numbers";
import { bannerOf, statusText, whenOf } from "./status";
import { runName, type Facts } from "../app/run/facts";
import type { State } from "../app/store";
import { Button } from "./elements";
import { figuresOf, type Figure } from "./figures";
import { Icon } from "./icons";
import { MenuButton } from "./menu";

export interface HeaderProps {
  readonly state: State;
  readonly facts: Facts | null;
  readonly send: (message: FromPanel) => void;
  readonly onFollow: () => void;
  readonly onShowGrowth: () => void;
}

export function Header(props: HeaderProps): VNode {
  const { state, facts, send } = props;
  const remarks = state.snapshot?.remarks ?? [];
  return (
    <>
      <div class="title">
        <Who {...props} />
        <Buttons {...props} />
      </div>
      {facts && (
        <div class="figures">
          {figuresOf(facts).map((figure) => (
            <FigureView {...figure} send={send} />
          ))}
        </div>
      )}
      <div class={facts?.running ? "progress on" : "progress"}>
        <div style={{ width: facts ? `${(100 * facts.binsReported) / facts.nTimeBins}%` : "0" }} />
      </div>
      {facts && <Banner {...props} facts={facts} />}
      <div class="remarks" role="status" hidden={remarks.length === 0}>
        {remarks.map((remark) => (
          <p>{remark}</p>
        ))}
      </div>
    </>
  );
}

function Who({ state, facts }: HeaderProps): VNode {
  const icon = facts && STATUS_ICONS[facts.status];
  const configChanged = state.snapshot?.configChanged;
  return (
    <div class="who">
      <span class={`status tone-${icon?.tone ?? "quiet"}`}>{icon && <Icon name={icon.codicon} />}</span>
      <h1 title={visible(facts?.manifest.title ?? "")}>{facts ? runName(facts) : state.name}</h1>
      <span class="line">
        <span class={icon?.tone === "error" ? "what error" : "what"}>
          {facts && statusText(facts, state.secondsLeft)}
        </span>
        <span class="when">{facts && !facts.running && ` · ${whenOf(facts, new Date())}`}</span>
        <span class="changed" hidden={configChanged !== true && configChanged !== null}>
          {configChanged === null ? "config is gone" : "config has changed"}
        </span>
      </span>
    </div>
  );
}

function Buttons({ state, facts, send, onFollow }: HeaderProps): VNode {
  const command = commandsOf(send);
  const running = facts?.running === true;
  const disabled = !state.canSimulate;
  const [high, low] = facts?.manifest.random_key ?? [0, 0];
  const next = facts ? ` (${keyText([high, (low + 1) % 2 ** 32])})` : "";
  return (
    <div class="buttons">
      <Button
        class="toggle"
        label="Follow"
        icon="follow"
        title="Follow the newest bins (F)"
        hidden={!running}
        pressed={state.follow}
        onClick={onFollow}
      />
      <Button
        label="Stop"
        icon="stop"
        title="Stop this simulation; what is computed is kept"
        hidden={!running}
        onClick={command("stop")}
      />
      <MenuButton
        label="Export…"
        icon="export"
        title="Export a picture or data…"
        hidden={facts === null || running}
        menu="Export"
        align="right"
        items={[
          { label: "Export picture…", hint: "PNG", run: command("exportPicture") },
          { label: "Export data…", hint: "CSV", run: command("exportData") },
        ]}
      />
      <span class="split" hidden={running}>
        <Button
          class="split-main"
          label="Run again"
          icon="again"
          appearance="primary"
          title="Run again with the same key (Ctrl+Enter)"
          disabled={disabled}
          onClick={command("simulateAgain")}
        />
        <MenuButton
          class="split-more"
          label="More ways to run"
          icon="chevron"
          appearance="primary"
          bare
          menu="Run"
          align="right"
          items={[
            { label: "Run again", hint: "Ctrl+Enter", disabled, run: command("simulateAgain") },
            { label: `Run with next key${next}`, hint: "Ctrl+Shift+Enter", disabled, run: command("simulateNextKey") },
            { label: "Run with key…", disabled, run: command("simulateWithKey") },
            { label: "Open config", apart: true, run: command("openConfig") },
            { label: "Open run folder", run: command("openRunFolder") },
          ]}
        />
      </span>
    </div>
  );
}

function Banner({ facts, send, onShowGrowth }: HeaderProps & { readonly facts: Facts }): VNode | null {
  const banner = bannerOf(facts);
  return (
    banner && (
      <div class={facts.status === "interrupted" ? "banner" : "banner error"}>
        <p>
          <strong>{banner.bold}</strong> {banner.rest}
        </p>
        <div class="links">
          {facts.status === "diverged" && facts.binsDone > 0 && (
            <button class="link" type="button" onClick={onShowGrowth}>
              Show growth
            </button>
          )}
          <button class="link" type="button" onClick={commandsOf(send)("openConfig")}>
            Open config
          </button>
        </div>
      </div>
    )
  );
}

function FigureView({
  label,
  value,
  aside,
  detail,
  title,
  exact,
  toBinSize,
  send,
}: Figure & Pick<HeaderProps, "send">): VNode {
  return (
    <div class="figure" title={title}>
      <span class="figure-label">{label}</span>
      <span class="figure-line">
        <button
          class="figure-value"
          type="button"
          title={`${title}\nClick to copy`}
          aria-label={`${label}: ${value}, ${detail}. Copy`}
          onClick={() => send({ type: "copy", text: exact, what: label })}
        >
          {value}
        </button>
        {aside && <span class="figure-aside">{aside}</span>}
      </span>
      {toBinSize ? (
        <button
          class="link figure-detail"
          type="button"
          title="Set bin_size in the config"
          onClick={() => send({ type: "command", command: "goToBinSize" })}
        >
          {detail}
        </button>
      ) : (
        <span class="figure-detail">{detail}</span>
      )}
    </div>
  );
}

/** What sends a command. */
const commandsOf = (send: HeaderProps["send"]) => (command: PanelCommand) => (): void =>
  send({ type: "command", command });
