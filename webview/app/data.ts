/** Requests visible data in batches: only the newest waiting request counts, and its answers are shown together. */
import type { AnswerOf, BinRange, DataQueries, QueryOf, RunQueries } from "../../src/protocol/queries";
import { sameRange } from "./run/range";

/** A kind of question about a run's data. */
export type Kind = keyof DataQueries;

export interface Question<Q> {
  readonly query: Q;
  /** Equal for equal questions; by default the query itself. */
  readonly key?: unknown;
}

/** At most one question of each kind. */
export type Questions = { readonly [K in Kind]?: Question<QueryOf<K>> };

/** The data that a view needs. */
export interface DataRequest {
  /** Increases when the run's files have changed, so that equal questions are asked again. */
  readonly revision: number;
  /** The range that the plots show with the answers, and the run's bins at the time of the request. */
  readonly range: BinRange;
  readonly bins: number;
  readonly questions: Questions;
}

/** An answer with the question it answers. */
export interface Answered<Q, A> {
  readonly query: Q;
  readonly answer: A;
  readonly key: string;
}

type Answers = { readonly [K in Kind]?: Answered<QueryOf<K>, AnswerOf<K>> };

/** A failed question. */
export interface Failure {
  readonly message: string;
  readonly key: string;
}

export interface ViewData extends Answers {
  /** Range and bins of the newest answered request. */
  readonly shown?: { readonly range: BinRange; readonly bins: number };
  readonly failed?: { readonly [K in Kind]?: Failure };
}

/** Runs one batch at a time; meanwhile only the latest request is kept. */
export class DataSource {
  private data: ViewData = {};
  private next: DataRequest | null = null;
  private busy = false;

  /** `arrived` gets all data whenever there is more; `failed` gets the messages of new failures. */
  constructor(
    private readonly queries: RunQueries,
    private readonly arrived: (data: ViewData) => void,
    private readonly failed: (message: string) => void,
  ) {}

  get current(): ViewData {
    return this.data;
  }

  request(request: DataRequest): void {
    this.next = request;
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    try {
      while (this.next) {
        const request = this.next;
        this.next = null;
        const before = this.data;
        this.data = await fetchChanged(this.queries, request, before);
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

/** `data` with the request's answers or failures; `data` itself if nothing is missing. */
export async function fetchChanged(queries: RunQueries, request: DataRequest, data: ViewData): Promise<ViewData> {
  const questions = namedQuestions(request);
  const open = questions.filter(({ kind, key }) => data[kind]?.key !== key && data.failed?.[kind]?.key !== key);
  const { range, bins } = request;
  const same = data.shown !== undefined && sameRange(data.shown.range, range) && data.shown.bins === bins;
  if (open.length === 0 && (same || questions.length === 0)) return data;
  const answers: { -readonly [K in Kind]?: unknown } = {};
  const failed: { -readonly [K in Kind]?: Failure } = { ...data.failed };
  await Promise.all(
    open.map(async ({ kind, query, key }) => {
      const ask = queries[kind] as (query: unknown) => Promise<unknown>;
      try {
        answers[kind] = { query, answer: await ask(query), key };
        delete failed[kind];
      } catch (error) {
        answers[kind] = undefined;
        failed[kind] = { message: error instanceof Error ? error.message : String(error), key };
      }
    }),
  );
  return { ...data, ...(answers as Answers), failed, shown: { range, bins } };
}

/** The questions with keys, equal for equal questions. */
function namedQuestions({ revision, questions }: DataRequest) {
  return (Object.keys(questions) as Kind[]).flatMap((kind) => {
    const { query, key = query } = questions[kind] ?? {};
    return query === undefined ? [] : { kind, query, key: `${revision} ${JSON.stringify(key)}` };
  });
}
