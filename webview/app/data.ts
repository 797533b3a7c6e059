/** Asks for what is visible, in batches: the newest wish wins, and what was asked together is shown together. */
import type {
  BinRange,
  DriveAnswer,
  NeuronsAnswer,
  PopulationAnswer,
  RasterAnswer,
  RasterQuery,
  RateAnswer,
  RunQueries,
  TraceQuery,
} from "../../src/protocol/queries";

/** What one view needs; null: nothing of that kind. */
export interface Wishes {
  /** Grows when the run's files have changed, so that equal questions are asked again. */
  readonly revision: number;
  /** Names the row order, so that orders need not be compared neuron by neuron. */
  readonly orderName: string;
  /** What the plots show with the answers, and how many bins the run had when they were asked for. */
  readonly range: BinRange;
  readonly bins: number;
  readonly population: { readonly range: BinRange; readonly columns: number } | null;
  readonly raster: RasterQuery | null;
  /**
   * Where ticks would turn into density if nothing were shown yet. What is shown only moves the query's own limit past that: no other
   * answer comes of it.
   */
  readonly tickLimit: number;
  readonly rates: TraceQuery | null;
  readonly drive: TraceQuery | null;
  readonly neurons: { readonly range: BinRange } | null;
}

/** An answer with the question it answers. */
export interface Answered<Q, A> {
  readonly query: Q;
  readonly answer: A;
  readonly key: string;
}

interface Answers {
  readonly population?: Answered<{ readonly range: BinRange; readonly columns: number }, PopulationAnswer>;
  readonly raster?: Answered<RasterQuery, RasterAnswer>;
  readonly rates?: Answered<TraceQuery, RateAnswer>;
  readonly drive?: Answered<TraceQuery, DriveAnswer>;
  readonly neurons?: Answered<{ readonly range: BinRange }, NeuronsAnswer>;
}
export type Kind = keyof Answers;
const KINDS: readonly Kind[] = ["population", "raster", "rates", "drive", "neurons"];

/** A question that could not be answered, and why, in words. */
export interface Failure {
  readonly message: string;
  readonly key: string;
}

export interface ViewData extends Answers {
  /** Of what has come last: what the plots were to show, and the bins that the run had. */
  readonly shown?: { readonly range: BinRange; readonly bins: number };
  readonly failed?: { readonly [K in Kind]?: Failure };
}

/** One batch is under way at a time; meanwhile only the latest wishes are remembered. */
export class DataSource {
  private data: ViewData = {};
  private next: Wishes | null = null;
  private busy = false;

  /** `arrived` is called with all that is known whenever something new is; `failed` with the words of whatever could not be answered. */
  constructor(
    private readonly queries: RunQueries,
    private readonly arrived: (data: ViewData) => void,
    private readonly failed: (message: string) => void,
  ) {}

  get current(): ViewData {
    return this.data;
  }

  want(wishes: Wishes): void {
    this.next = wishes;
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    try {
      while (this.next) {
        const wishes = this.next;
        this.next = null;
        const before = this.data;
        this.data = await fetchChanged(this.queries, wishes, before);
        if (this.data === before) continue;
        for (const { message } of Object.values(this.data.failed ?? {})) {
          if (!Object.values(before.failed ?? {}).some((known) => known.message === message)) this.failed(message);
        }
        this.arrived(this.data);
      }
    } finally {
      this.busy = false;
    }
  }
}

/** `data` with all that the wishes ask for; `data` itself when it holds everything. A question that fails takes the place of its answer. */
export async function fetchChanged(queries: RunQueries, wishes: Wishes, data: ViewData): Promise<ViewData> {
  const questions = namedQuestions(wishes);
  const open = questions.filter(({ method, key }) => data[method]?.key !== key && data.failed?.[method]?.key !== key);
  const { range, bins } = wishes;
  const same =
    data.shown?.range.start === range.start && data.shown.range.end === range.end && data.shown.bins === bins;
  if (open.length === 0 && (same || questions.length === 0)) return data;
  const answers: { -readonly [K in Kind]?: unknown } = {};
  const failed: { -readonly [K in Kind]?: Failure } = { ...data.failed };
  await Promise.all(
    open.map(async ({ method, argument, key }) => {
      const ask = queries[method] as (argument: unknown) => Promise<unknown>;
      try {
        answers[method] = { query: argument, answer: await ask(argument), key };
        delete failed[method];
      } catch (error) {
        answers[method] = undefined;
        failed[method] = { message: error instanceof Error ? error.message : String(error), key };
      }
    }),
  );
  return { ...data, ...(answers as Answers), failed, shown: { range, bins } };
}

/** The questions, each with a name that equal ones share. */
function namedQuestions(
  wishes: Wishes,
): readonly { readonly method: Kind; readonly argument: unknown; readonly key: string }[] {
  const named = ({ range, columns, rows }: RasterQuery): unknown => [
    wishes.orderName,
    range,
    columns,
    rows,
    wishes.tickLimit,
  ];
  return KINDS.flatMap((method) => {
    const argument = wishes[method];
    if (argument === null) return [];
    return {
      method,
      argument,
      key: `${wishes.revision} ${JSON.stringify(method === "raster" ? named(argument as RasterQuery) : argument)}`,
    };
  });
}
