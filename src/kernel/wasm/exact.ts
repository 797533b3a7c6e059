import { KnuthDraws } from "../../random/knuth";
import { PoissonDraws } from "../../random/poisson";
import type { InverseLinkName } from "../../model/types";
import { LINKS } from "../../model/links";
import { type Divergence, RATE_LIMIT } from "../types";
import { type KernelMemory, TILE } from "./memory";
import type { DrawFunctions } from "./module";

const fround = Math.fround;

/** Where a module keeps keys, rates and spikes of its block. */
interface DrawMemory {
  readonly floats: Float32Array;
  readonly ints: Int32Array;
  readonly at: (name: "keysAt" | "ratesAt" | "spikesAt") => number;
}

/** What a module leaves to the TypeScript reference: bins with rates of 10 and more, and draws that rounding could change. */
export class ExactDraws {
  /** The neuron that diverged in the last bin drawn by `drawExactly`. */
  diverged: Pick<Divergence, "neuron" | "rate"> | null = null;
  private readonly knuth = new KnuthDraws();
  private readonly poisson = new PoissonDraws();

  /**
   * `memory` is a function, because the module needs these imports before its memory exists. `makeRates` replaces the rates of bin `bin`
   * of the block, of row `row` of the ring, by JAX's; without it they are JAX's already.
   */
  constructor(
    private readonly memory: () => DrawMemory,
    private readonly nNeurons: number,
    private readonly makeRates: (bin: number, row: number) => void = () => undefined,
  ) {}

  /** The module's imports. */
  readonly host: DrawFunctions = {
    redraw: (bin, neuron) => this.redraw(bin, neuron),
    drawExactly: (bin, row) => this.drawExactly(bin, row),
  };

  /** The count of one neuron in bin `bin` of the block, from the module's rate. */
  private redraw(bin: number, neuron: number): number {
    const { floats, ints, at } = this.memory();
    const key = at("keysAt") + 2 * bin;
    this.knuth.start(ints[key], ints[key + 1]);
    return this.knuth.draw(neuron, floats[at("ratesAt") + bin * this.nNeurons + neuron]);
  }

  /** Counts of bin `bin` of the block, whose eta is in row `row` of the ring; true when a rate diverged. */
  private drawExactly(bin: number, row: number): boolean {
    const { floats, ints, at } = this.memory();
    const rates = at("ratesAt") + bin * this.nNeurons;
    this.makeRates(bin, row);
    this.noticeDivergence(floats, rates);
    if (this.diverged) return true;
    const key = at("keysAt") + 2 * bin;
    const spikes = at("spikesAt") + bin * this.nNeurons;
    this.poisson.draw(
      ints[key],
      ints[key + 1],
      floats.subarray(rates, rates + this.nNeurons),
      ints.subarray(spikes, spikes + this.nNeurons),
      0,
      this.nNeurons,
    );
    return false;
  }

  private noticeDivergence(floats: Float32Array, rates: number): void {
    this.diverged = null;
    for (let i = this.nNeurons - 1; i >= 0; i--) {
      const rate = floats[rates + i];
      if (!(rate >= 0 && rate <= RATE_LIMIT)) this.diverged = { neuron: i, rate };
    }
  }
}

/** Makes the fast kernel's rates JAX's: from eta in its ring, by the TypeScript link. */
export function ratesFromRing(
  memory: () => KernelMemory,
  nNeurons: number,
  link: InverseLinkName,
): (bin: number, row: number) => void {
  const { rate } = LINKS[link];
  return (bin, row) => {
    const { floats, at } = memory();
    const rates = at("ratesAt") + bin * nNeurons;
    const ring = at("ringAt") + row * TILE;
    const ringTile = at("ringTile");
    const drive = at("driveAt") + bin * at("driveRow");
    for (let i = 0; i < nNeurons; i++)
      floats[rates + i] = rate(fround(floats[ring + Math.floor(i / TILE) * ringTile + (i % TILE)] + floats[drive + i]));
  };
}
