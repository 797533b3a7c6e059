/** Asks for what is visible, in batches: the newest wish wins, and what was asked together is shown together. */
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
  const answers: Partial<Record<Kind, Answered<unknown, unknown>>> = {};
  const ask = async <Q>(kind: Kind, query: Q | null, name: string, call: (query: Q) => Promise<unknown>): Promise<void> => {
    if (query === null) return;
    const key = `${wishes.revision} ${name}`;
    if (data[kind]?.key !== key) answers[kind] = { query, answer: await call(query), key };
  };
  const named = ({ range, columns, rows }: RasterQuery): string => JSON.stringify([wishes.orderName, range, columns, rows, wishes.tickLimit]);
  await Promise.all([
    ask("population", wishes.population, JSON.stringify(wishes.population), (query) => queries.population(query)),
    ask("raster", wishes.raster, wishes.raster ? named(wishes.raster) : "", (query) => queries.raster(query)),
    ask("rates", wishes.rates, JSON.stringify(wishes.rates), (query) => queries.rates(query)),
    ask("drive", wishes.drive, JSON.stringify(wishes.drive), (query) => queries.drive(query)),
    ask("neurons", wishes.neurons, JSON.stringify(wishes.neurons), (query) => queries.neurons(query)),
  ]);
  return Object.keys(answers).length === 0 ? null : (answers as ViewData);
}
