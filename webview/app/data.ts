/** Asks for what is visible, in batches: the newest wish wins, and what was asked together is shown together. */
import type { AnswerOf, BinRange, DataQueries, QueryOf, RunQueries } from "../../src/protocol/queries";

/** What can be asked of a run's data. */
export type Kind = keyof DataQueries;

export interface Question<Q> {
  readonly query: Q;
  /** Equal for equal questions; the query itself when left out. */
  readonly key?: unknown;
}

/** At most one question of each kind. */
export type Questions = { readonly [K in Kind]?: Question<QueryOf<K>> };

/** What one view needs. */
export interface Wishes {
  /** Grows when the run's files have changed, so that equal questions are asked again. */
  readonly revision: number;
  /** What the plots show with the answers, and how many bins the run had when they were asked for. */
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
  const open = questions.filter(({ kind, key }) => data[kind]?.key !== key && data.failed?.[kind]?.key !== key);
  const { range, bins } = wishes;
  const same =
    data.shown?.range.start === range.start && data.shown.range.end === range.end && data.shown.bins === bins;
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

/** The questions, each with a name that equal ones share. */
function namedQuestions({ revision, questions }: Wishes): readonly Named[] {
  return (Object.keys(questions) as Kind[]).flatMap((kind) => {
    const { query, key = query } = questions[kind] ?? {};
    return query === undefined ? [] : { kind, query, key: `${revision} ${JSON.stringify(key)}` };
  });
}

interface Named {
  readonly kind: Kind;
  readonly query: unknown;
  readonly key: string;
}
