/** Asks for what is visible, in batches: the newest wish wins, and what was asked together is shown together. */
import type { Question } from "../src/protocol/panel";
import type {
  BinRange, DriveAnswer, NeuronsAnswer, PopulationAnswer, RasterAnswer, RasterQuery, RateAnswer, RunQueries, TraceQuery,
} from "../src/protocol/queries";

/** What one view needs; null: nothing of that kind. */
export interface Wishes {
  /** Grows when the run's files have changed, so that equal questions are asked again. */
  readonly revision: number;
  /** Names the row order, so that orders need not be compared neuron by neuron. */
  readonly orderName: string;
  readonly population: { readonly range: BinRange; readonly columns: number } | null;
  readonly raster: RasterQuery | null;
  /** Where ticks would turn into density if nothing were shown yet. What is shown only moves the query's own limit past that: no other answer comes of it. */
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

export interface ViewData {
  readonly population?: Answered<{ readonly range: BinRange; readonly columns: number }, PopulationAnswer>;
  readonly raster?: Answered<RasterQuery, RasterAnswer>;
  readonly rates?: Answered<TraceQuery, RateAnswer>;
  readonly drive?: Answered<TraceQuery, DriveAnswer>;
  readonly neurons?: Answered<{ readonly range: BinRange }, NeuronsAnswer>;
}

type Kind = keyof ViewData;
const KINDS: readonly Kind[] = ["population", "raster", "rates", "drive", "neurons"];

/** One batch is under way at a time; meanwhile only the latest wishes are remembered. */
export class DataSource {
  private data: ViewData = {};
  private next: Wishes | null = null;
  private busy = false;

  constructor(
    private readonly queries: RunQueries,
    private readonly arrived: (data: ViewData) => void,
    private readonly failed: (message: string) => void,
  ) {}

  get current(): ViewData {
    return this.data;
  }

  /** Whether the very first answers are on their way. */
  get opening(): boolean {
    return this.busy && Object.keys(this.data).length === 0;
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
        const answers = await fetchChanged(this.queries, wishes, this.data);
        if (answers) {
          this.data = { ...this.data, ...answers };
          this.arrived(this.data);
        }
      }
    } catch (error) {
      this.next = null;
      this.failed(error instanceof Error ? error.message : String(error));
    } finally {
      this.busy = false;
    }
  }
}

/** All that the wishes ask for and `data` does not hold; null when it holds everything. Rejects when one question fails. */
export async function fetchChanged(queries: RunQueries, wishes: Wishes, data: ViewData): Promise<ViewData | null> {
  const open = namedQuestions(wishes).filter(({ method, key }) => data[method]?.key !== key);
  const answers = await Promise.all(open.map(async ({ method, argument, key }) => {
    const ask = queries[method] as (argument: unknown) => Promise<unknown>;
    return [method, { query: argument, answer: await ask(argument), key }] as const;
  }));
  return answers.length === 0 ? null : (Object.fromEntries(answers) as ViewData);
}

/** What wishes come to. */
export function questionsOf(wishes: Wishes): readonly Question[] {
  return namedQuestions(wishes).map(({ method, argument }) => ({ method, argument }));
}

/** The questions, each with a name that equal ones share. */
function namedQuestions(wishes: Wishes): readonly { readonly method: Kind; readonly argument: unknown; readonly key: string }[] {
  const named = ({ range, columns, rows }: RasterQuery): unknown => [wishes.orderName, range, columns, rows, wishes.tickLimit];
  return KINDS.flatMap((method) => {
    const argument = wishes[method];
    if (argument === null) return [];
    return { method, argument, key: `${wishes.revision} ${JSON.stringify(method === "raster" ? named(argument as RasterQuery) : argument)}` };
  });
}
