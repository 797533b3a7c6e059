/** What the view is going to ask first may have come with its page, answered: the host foresees it from views of runs of the same shape. */
import type { RunQueries, ToPanel } from "../../src/protocol/panel";

/** The queries; an answer that came with the first messages is given once, to the very question that it belongs to. */
export function foresee(queries: RunQueries, first: readonly ToPanel[]): RunQueries {
  const foreseen = first.flatMap((message) => (message.type === "answers" ? message.answers : []));
  const answers = new Map(foreseen.map(({ method, argument, answer }) => [nameOf(method, argument), answer]));
  return new Proxy(queries, {
    get(target, method: keyof RunQueries) {
      const ask = target[method] as (argument: unknown) => Promise<unknown>;
      return (argument: unknown) => {
        const name = nameOf(method, argument);
        if (!answers.has(name)) return ask(argument);
        const answer = answers.get(name);
        answers.delete(name);
        return Promise.resolve(answer);
      };
    },
  });
}

function nameOf(method: string, argument: unknown): string {
  return JSON.stringify([method, argument]);
}
