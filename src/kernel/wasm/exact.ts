import { KnuthDraws } from "../../random/knuth";
import { PoissonDraws } from "../../random/poisson";
import type { InverseLinkName } from "../../model/types";
import { LINKS } from "../../model/links";
import { type Divergence, RATE_LIMIT } from "../types";
import { type KernelMemory, TILE } from "./memory";
import type { HostFunctions } from "./module";

const fround = Math.fround;

/** What the module leaves to the TypeScript reference: bins with rates of 10 and more, and draws that rounding could change. */
export class ExactDraws {
  /** The neuron that diverged in the last bin drawn by `drawExactly`. */
  diverged: Pick<Divergence, "neuron" | "rate"> | null = null;
  private readonly knuth = new KnuthDraws();
  private readonly poisson = new PoissonDraws();

  /** A function, because the module needs these imports before its memory exists. */
  constructor(
    private readonly memory: () => KernelMemory,
    private readonly nNeurons: number,
    private readonly link: InverseLinkName,
  ) {}

  /** The module's imports. */
  readonly host: Omit<HostFunctions, "sleep"> = {
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

  /** Rates and counts of bin `bin` of the block, from eta in row `row` of the ring; true when a rate diverged. */
  private drawExactly(bin: number, row: number): boolean {
    const { floats, ints, at } = this.memory();
    const rates = at("ratesAt") + bin * this.nNeurons;
    this.computeRates(bin, row, rates);
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

  private computeRates(bin: number, row: number, rates: number): void {
    const { floats, at } = this.memory();
    const link = LINKS[this.link].rate;
    const ring = at("ringAt") + row * TILE;
    const ringTile = at("ringTile");
    const drive = at("driveAt") + bin * at("driveRow");
    this.diverged = null;
    for (let i = this.nNeurons - 1; i >= 0; i--) {
      const rate = link(fround(floats[ring + Math.floor(i / TILE) * ringTile + (i % TILE)] + floats[drive + i]));
      floats[rates + i] = rate;
      if (!(rate >= 0 && rate <= RATE_LIMIT)) this.diverged = { neuron: i, rate };
    }
  }
}
