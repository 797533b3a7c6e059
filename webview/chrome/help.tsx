/** The list of keys and mouse gestures. */
import { openDialog } from "./dialog";

const KEYS: readonly (readonly [string, string])[] = [
  ["← →", "Crosshair one bin; with Shift pan by 10 %"],
  ["↑ ↓", "Crosshair one row"],
  ["N  P", "Next, previous spike of this neuron"],
  ["Enter", "Select the neuron; with Ctrl add it"],
  ["+  −", "Zoom at the crosshair"],
  ["0", "Whole run"],
  ["Home  End", "First, last bins"],
  ["G  T", "Go to a neuron, to a time"],
  ["S", "Next order of rows"],
  ["L  D", "Logarithmic rates, drive"],
  ["F", "Follow a running simulation"],
  ["R", "Read the run anew from disk"],
  ["Esc", "Crosshair off, then selection off"],
  ["Wheel", "Zoom at the pointer, once a plot has the focus; with Ctrl always; with Shift pan"],
  ["Drag", "Pan; on the ruler or with Shift zoom to the span"],
  ["Double-click", "Whole run"],
  ["Click", "Select a row; Ctrl adds, Shift ranges"],
  ["Overview", "← → move the brush, with Shift resize it"],
];

export function showHelp(showTable: () => void): void {
  openDialog(
    "Keyboard and mouse",
    <div>
      <table class="keys">
        <tbody>
          {KEYS.map(([key, what]) => (
            <tr>
              <th scope="row">{key}</th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        For a screen reader:{" "}
        <button
          class="link"
          type="button"
          onClick={({ currentTarget }) => {
            currentTarget.closest("dialog")?.close();
            showTable();
          }}
        >
          Show as table
        </button>
      </p>
    </div>,
  );
}
