/** Between raster and lanes: which neurons have lanes, and how their rates are drawn. */
import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import type { Actions } from "../app/actions";
import { cssOf } from "../style/colour";
import { unitOf } from "../style/labels";
import { paletteColour } from "../style/theme";
import { colourIndexOf, FEW_NEURONS, neuronName } from "../app/run/facts";
import { parseNeurons } from "../app/run/selection";
import type { Scene } from "../app/scene";
import { Button, TextField } from "./elements";
import { Icon } from "./icons";

/** More chips than this fold into a number. */
const MOST_CHIPS = 8;

export function RatesBar({ scene, actions }: { readonly scene: Scene; readonly actions: Actions }): VNode {
  const [problem, setProblem] = useState("");
  const { facts, selection, lanes, theme } = scene;
  const few = facts.nNeurons <= FEW_NEURONS && selection.length === facts.nNeurons;
  const folded = selection.length - MOST_CHIPS;
  const add = (text: string): boolean => {
    const choice = parseNeurons(text, facts);
    setProblem("problem" in choice ? choice.problem : "");
    if ("problem" in choice) return false;
    actions.add(choice.neurons);
    return true;
  };
  return (
    <>
      <strong>Rates</strong>
      <span class="quiet">{unitOf(facts.binSize)}</span>
      <div class="chips" role="list" aria-label="Selected neurons" hidden={few}>
        {selection.slice(0, MOST_CHIPS).map((neuron) => {
          const name = neuronName(facts, neuron);
          const colour = cssOf(paletteColour(theme, colourIndexOf(facts, neuron)));
          return (
            <Chip key={neuron} remove={`Remove neuron ${name}`} title="Remove" onRemove={() => actions.remove(neuron)}>
              <span class="dot" style={{ background: colour }} />
              <span class="chip-name">{name}</span>
            </Chip>
          );
        })}
        {folded > 0 && (
          <Chip remove="Clear the selection" onRemove={() => actions.clear()}>
            +{folded}
          </Chip>
        )}
      </div>
      <TextField
        label="Add neuron or group"
        placeholder="Add neuron or group…"
        hidden={few}
        invalid={problem !== ""}
        onInput={() => setProblem("")}
        onEnter={add}
      />
      <span class="field-problem" role="alert">
        {problem}
      </span>
      <span class="quiet">{lanes.length < selection.length && `${lanes.length} of ${selection.length} selected`}</span>
      <span class="spacer" />
      <Button
        class="toggle"
        label="Drive"
        title="Feedforward term, dashed, on its own scale (D)"
        hidden={facts.manifest.n_features === 0}
        pressed={scene.drive}
        onClick={() => actions.toggle("drive")}
      />
      <Button
        class="toggle"
        label="Log"
        title="Logarithmic rates (L)"
        pressed={scene.log}
        onClick={() => actions.toggleLog()}
      />
      <Button
        class="toggle"
        label="Same scale"
        title="One scale for all lanes"
        pressed={scene.sameScale}
        onClick={() => actions.toggle("sameScale")}
      />
    </>
  );
}

interface ChipProps {
  /** What its button does. */
  readonly remove: string;
  readonly title?: string;
  readonly onRemove: () => void;
  readonly children: ComponentChildren;
}

function Chip({ remove, title = remove, onRemove, children }: ChipProps): VNode {
  return (
    <span class="chip" role="listitem">
      {children}
      <button class="chip-remove" type="button" aria-label={remove} title={title} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </span>
  );
}
