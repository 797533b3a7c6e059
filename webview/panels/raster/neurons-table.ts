import { whole } from "../../../src/text/numbers";
import { neuronName } from "../../app/run/facts";
import { rateNumber, unitOf } from "../../style/labels";
import type { PanelTable } from "../panel";

/** More rows would not be read; the CSV export has all. */
const MOST_ROWS = 1000;

/** Spikes and rates of each neuron in the visible bins. */
export const neuronsTable: PanelTable = {
  title: "Neurons in view",
  async read({ facts, rows }, range, queries) {
    const answer = await queries.neurons({ range });
    const unit = unitOf(facts.binSize);
    const bins = range.end - range.start;
    const numbers = (neuron: number): string[] => [
      whole(answer.spikes[neuron]),
      ...[answer.spikes[neuron] / bins, answer.rateMean[neuron], answer.rateHigh[neuron]].map((rate) =>
        rateNumber(rate, facts.binSize),
      ),
    ];
    const group = (neuron: number): string[] => (facts.hasGroups ? [facts.groups[facts.groupOf[neuron]].name] : []);
    const nRows = rows.order.length;
    const some = nRows > MOST_ROWS ? `, the first ${whole(MOST_ROWS)} of ${whole(nRows)} rows` : "";
    return {
      caption: `Bins ${whole(range.start)} to ${whole(range.end - 1)} of ${whole(facts.nTimeBins)}${some}`,
      heads: [
        "Neuron",
        ...(facts.hasGroups ? ["Group"] : []),
        "Spikes",
        `Mean rate of spikes, ${unit}`,
        `Mean rate, ${unit}`,
        `Highest rate, ${unit}`,
      ],
      rows: Array.from(rows.order.subarray(0, MOST_ROWS), (neuron) => [
        neuronName(facts, neuron),
        ...group(neuron),
        ...numbers(neuron),
      ]),
    };
  },
};
