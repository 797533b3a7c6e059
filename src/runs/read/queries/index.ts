import type { AnswerOf, DataQueries, QueryOf } from "../../../protocol/queries";
import type { Session } from "../session";
import { cell, nextSpike } from "./lookups";
import { raster } from "./raster";
import { rates } from "./rates";
import { neuronsIn } from "./totals";

/**
 * Answers each question that a page asks of a run's data. A new one is a file here, a line in this list, and its types in
 * `DataQueries`. They throw RangeError on a query outside of the run, RunDamagedError on files that are no run's.
 */
export const QUERIES: { readonly [K in keyof DataQueries]: Answerer<K> } = {
  raster: ({ run, brightness }, query) => raster(run, query, brightness),
  rates: ({ run }, query) => rates(run, query),
  drive: ({ run, drive, manifest }, query) => drive.answer(run, manifest, query),
  population: ({ run, population }, query) => population.answer(run, query),
  neurons: ({ run }, { range }) => neuronsIn(run, range),
  cell: ({ run }, query) => cell(run, query),
  nextSpike: ({ run }, query) => nextSpike(run, query),
};

type Answerer<K extends keyof DataQueries> = (
  session: Session,
  query: QueryOf<K>,
) => AnswerOf<K> | Promise<AnswerOf<K>>;
