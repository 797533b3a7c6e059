/** The view as a real table: what each neuron did in the visible bins. */
import type { VNode } from "preact";
import { whole } from "../../src/text/numbers";
import type { RunQueries } from "../../src/protocol/queries";
import { openDialog } from "../chrome/dialog";
import { rateNumber, unitOf } from "../style/labels";
import { neuronName } from "./run/facts";
import { clipRange } from "./run/range";
import type { Scene } from "./scene";

/** A longer table helps nobody; the CSV export has all. */
const MOST_ROWS = 1000;

export async function showTable(queries: RunQueries, scene: Scene): Promise<void> {
  const { facts, rows } = scene;
  const range = clipRange(scene.range, facts.binsDone);
  if (!range) return;
  const answer = await queries.neurons({ range }).catch((error: unknown) => String(error));
  if (typeof answer === "string") {
    openDialog("Neurons in view", <p role="alert">What the neurons did cannot be read. {answer}</p>);
    return;
  }
  const unit = unitOf(facts.binSize);
  const heads = [
    "Neuron",
    ...(facts.hasGroups ? ["Group"] : []),
    "Spikes",
    `Mean rate of spikes, ${unit}`,
    `Mean rate, ${unit}`,
    `Highest rate, ${unit}`,
  ];
  const bins = range.end - range.start;
  const shown = Array.from(rows.order.subarray(0, MOST_ROWS));
  const row = (neuron: number): VNode => {
    const rates = [answer.spikes[neuron] / bins, answer.rateMean[neuron], answer.rateHigh[neuron]].map((value) =>
      rateNumber(value, facts.binSize),
    );
    const group = facts.hasGroups ? [facts.groups[facts.groupOf[neuron]].name] : [];
    return (
      <tr>
        <th scope="row">{neuronName(facts, neuron)}</th>
        {[...group, whole(answer.spikes[neuron]), ...rates].map((text) => (
          <td>{text}</td>
        ))}
      </tr>
    );
  };
  const caption = `Bins ${whole(range.start)} to ${whole(range.end - 1)} of ${whole(facts.nTimeBins)}${rows.order.length > MOST_ROWS ? `, the first ${whole(MOST_ROWS)} of ${whole(rows.order.length)} rows` : ""}`;
  openDialog(
    "Neurons in view",
    <div class="table-scroll" tabindex={0}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>{shown.map(row)}</tbody>
      </table>
    </div>,
    "wide",
  );
}
