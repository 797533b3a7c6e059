/** Above the plots: how rows are ordered, which groups there are, which part of time is in view. */
import type { VNode } from "preact";
import type { RowOrder } from "../../src/protocol/panel";
import { whole } from "../../src/text/numbers";
import type { Actions } from "../app/actions";
import { colourIndexOf, FEW_NEURONS, neuronTitle, type Facts } from "../app/run/facts";
import { ZOOM_STEP } from "../app/run/range";
import { hiddenText } from "../app/run/rows";
import type { Scene } from "../app/scene";
import type { State } from "../app/store";
import { cssOf } from "../style/colour";
import { rangeLabel } from "../style/labels";
import { paletteColour } from "../style/theme";
import { Button, type ButtonProps } from "./elements";
import { MenuButton, type MenuItem } from "./menu";

const ORDER_NAMES: Record<RowOrder, string> = { index: "Index", group: "Group", rate: "Mean rate" };
/** More groups than this are only in the Rows menu. */
const MOST_IN_LEGEND = 6;

export interface ToolbarProps {
  readonly scene: Scene;
  readonly state: State;
  readonly actions: Actions;
  readonly onHelp: () => void;
}

export function Toolbar({ scene, state, actions, onHelp }: ToolbarProps): VNode {
  const { facts, theme } = scene;
  const { span, size } = rangeLabel(scene.range, facts);
  const order = state.order ?? (facts.hasGroups ? "group" : "index");
  return (
    <>
      <MenuButton
        class="rows-button"
        label="Rows"
        icon="chevron"
        iconSlot="end"
        title="Order of rows, hidden groups"
        menu="Rows"
        items={rowItems(facts, order, state, actions)}
      >
        <span class="quiet">Rows </span>
        <strong>{ORDER_NAMES[order]}</strong>
      </MenuButton>
      <div class="legend">
        {legendOf(facts).map(({ colour, name, size: members }) => (
          <span class="legend-entry">
            <span class="dot" style={{ background: cssOf(paletteColour(theme, colour)) }} />
            {name}
            {members !== null && <span class="quiet">{whole(members)}</span>}
          </span>
        ))}
      </div>
      <span class="quiet">{hiddenText(facts, scene.rows)}</span>
      <span class="spacer" />
      <span class="range">
        <span class="range-span">{span}</span>
        <span class="quiet range-size">{` · ${size}`}</span>
      </span>
      <Act icon="zoomOut" label="Zoom out (−)" onClick={() => actions.zoomAtCursor(1 / ZOOM_STEP ** 2)} />
      <Act icon="zoomIn" label="Zoom in (+)" onClick={() => actions.zoomAtCursor(ZOOM_STEP ** 2)} />
      <Act icon="fit" label="Whole run (0)" onClick={() => actions.whole()} />
      <Act icon="help" label="Keyboard (?)" onClick={onHelp} />
    </>
  );
}

function Act(props: Pick<ButtonProps, "icon" | "label" | "onClick">): VNode {
  return <Button {...props} appearance="icon" class={`act-${props.icon}`} />;
}

function rowItems(facts: Facts, now: RowOrder, { reverse, hiddenGroups }: State, actions: Actions): MenuItem[] {
  const orders = (Object.keys(ORDER_NAMES) as RowOrder[]).filter((order) => order !== "group" || facts.hasGroups);
  const groups = facts.hasGroups ? facts.groups.slice(0, 30) : [];
  return [
    ...orders.map((order): MenuItem => ({
      label: ORDER_NAMES[order],
      kind: "radio",
      checked: order === now,
      run: () => actions.order(order),
    })),
    { label: "Reverse", kind: "checkbox", checked: reverse, apart: true, run: () => actions.toggle("reverse") },
    ...groups.map(({ name, neurons }, place): MenuItem => ({
      label: name === "" ? "no group" : name,
      hint: whole(neurons.length),
      kind: "checkbox",
      checked: !hiddenGroups.includes(name),
      apart: place === 0,
      run: () => actions.toggleGroup(name),
    })),
  ];
}

function legendOf(facts: Facts): { colour: number; name: string; size: number | null }[] {
  if (facts.hasGroups) {
    return facts.groups.slice(0, MOST_IN_LEGEND).map(({ name, neurons }) => ({
      colour: colourIndexOf(facts, neurons[0]),
      name: name === "" ? "no group" : name,
      size: neurons.length,
    }));
  }
  if (facts.nNeurons > FEW_NEURONS) return [];
  return facts.groups[0].neurons.map((neuron) => ({
    colour: colourIndexOf(facts, neuron),
    name: neuronTitle(facts, neuron).replace(/^Neuron/, "neuron"),
    size: null,
  }));
}
