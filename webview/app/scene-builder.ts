/** Builds the scene from state and data. Unchanged parts stay the same objects, so that drawing can skip them. */
import type { BinRange } from "../../src/protocol/queries";
import type { ViewData } from "./data";
import { layOut, MOST_LANES } from "../style/layout";
import type { Theme } from "../style/theme";
import { factsOf, type Facts } from "./run/facts";
import { newestRange, openingOrder, openingRange, openingSelection } from "./run/opening";
import { clampRange } from "./run/range";
import { gapsOf, layOutRows, orderNeurons, rasterHeight, type RowLayout } from "./run/rows";
import { logOf, type Scene } from "./scene";
import type { State } from "./store";

export interface Environment {
  readonly theme: Theme;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
}

export class SceneBuilder {
  private known: { snapshot: State["snapshot"]; grown: number; facts: Facts } | null = null;
  private rows: { name: string; rows: RowLayout } | null = null;
  private opening: { name: string; selection: readonly number[] } | null = null;

  build(state: State, data: ViewData, environment: Environment): Scene | null {
    const facts = this.facts(state);
    if (!facts) return null;
    const nextRange = nextRangeOf(state, facts);
    const range = isChosen(state, facts) ? nextRange : (data.shown?.range ?? nextRange);
    const counted = facts.manifest.spikes_per_neuron;
    const spikes = counted ?? data.neurons?.answer.spikes ?? null;
    const selection = (state.selection ?? this.openingSelection(facts)).filter((neuron) => neuron < facts.nNeurons);
    return {
      facts,
      range,
      nextRange,
      spikes,
      spikesBins: counted ? facts.manifest.bins_done : (data.neurons?.answer.range.end ?? 0),
      selection,
      data,
      bins: data.shown?.bins ?? facts.binsDone,
      theme: environment.theme,
      ratio: environment.ratio,
      layout: layOut(environment.width, range.start === 0 && range.end === facts.nTimeBins),
      ...this.rowsOf(state, facts, spikes, environment.height),
      lanes: selection.slice(0, MOST_LANES),
      cursor:
        state.cursor && state.cursor.bin < facts.binsDone && state.cursor.neuron < facts.nNeurons ? state.cursor : null,
      span: state.span,
      drive: state.drive && facts.manifest.n_features > 0,
      log: logOf(state.log, facts, data),
      sameScale: state.sameScale,
    };
  }

  facts(state: State): Facts | null {
    if (!state.snapshot) return null;
    const { snapshot, grown } = state;
    if (this.known?.snapshot !== snapshot || this.known.grown !== grown)
      this.known = { snapshot, grown, facts: factsOf(snapshot, grown) };
    return this.known.facts;
  }

  private rowsOf(
    state: State,
    facts: Facts,
    spikes: ArrayLike<number> | null,
    panelHeight: number,
  ): Pick<Scene, "rows" | "orderName"> {
    const by = state.order === "group" && !facts.hasGroups ? "index" : (state.order ?? openingOrder(facts));
    const changing = by === "rate" ? facts.manifest.spikes_total : 0;
    const orderName = JSON.stringify([by, state.reverse, state.hiddenGroups, facts.nNeurons, changing]);
    const name = `${orderName} ${panelHeight}`;
    if (this.rows?.name !== name) {
      const order = orderNeurons(facts, by, state.reverse, state.hiddenGroups, spikes);
      this.rows = {
        name,
        rows: layOutRows(facts, order, by, rasterHeight(panelHeight, order.length, gapsOf(facts, order, by))),
      };
    }
    return { rows: this.rows.rows, orderName };
  }

  /** Chosen when the first spikes are known and again when the run has ended, so that lanes do not change in between. */
  private openingSelection(facts: Facts): readonly number[] {
    const name = `${facts.running} ${facts.manifest.spikes_total > 0} ${facts.status}`;
    if (this.opening?.name !== name) this.opening = { name, selection: openingSelection(facts) };
    return this.opening.selection;
  }
}

/** Whether a person chose the range: it is then shown at once, with the data that there is. */
function isChosen(state: State, facts: Facts): boolean {
  return state.range !== null && !(facts.running && state.follow);
}

function nextRangeOf(state: State, facts: Facts): BinRange {
  if (facts.running && state.follow) return newestRange(facts);
  return state.range ? clampRange(state.range, facts.nTimeBins) : openingRange(facts);
}
