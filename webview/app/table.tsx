/** The view as tables with each panel's numbers. */
import type { VNode } from "preact";
import type { RunQueries } from "../../src/protocol/queries";
import { openDialog } from "../chrome/dialog";
import { PANELS } from "../panels";
import type { Table } from "../panels/panel";
import { clipRange } from "./run/range";
import type { Scene } from "./scene";

export async function showTable(queries: RunQueries, scene: Scene): Promise<void> {
  const range = clipRange(scene.range, scene.facts.binsDone);
  if (!range) return;
  const tables = PANELS.flatMap(({ table }) => table ?? []);
  const views = tables.map(({ read }) => read(scene, range, queries).then(tableView, failureView));
  openDialog(tables.map(({ title }) => title).join(", "), <>{await Promise.all(views)}</>, "wide");
}

function failureView(error: unknown): VNode {
  return <p role="alert">The numbers cannot be read. {error instanceof Error ? error.message : String(error)}</p>;
}

function tableView({ caption, heads, rows }: Table): VNode {
  return (
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
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr>
              <th scope="row">{name}</th>
              {cells.map((cell) => (
                <td>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
