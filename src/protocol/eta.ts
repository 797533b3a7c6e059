/** The pace is measured over this share of the elapsed time, and at least this many seconds. */
const SHARE = 0.2;
const AT_LEAST_SECONDS = 1;

/** Estimates the time left of a run from its pace during the last fifth of the elapsed time. */
export class Eta {
  private readonly samples: { readonly bins: number; readonly seconds: number }[] = [{ bins: 0, seconds: 0 }];

  /** Records the progress; returns the seconds left, null in the first second and before the first bin. */
  update(binsDone: number, elapsedSeconds: number, totalBins: number): number | null {
    this.samples.push({ bins: binsDone, seconds: elapsedSeconds });
    const since = elapsedSeconds - Math.max(AT_LEAST_SECONDS, elapsedSeconds * SHARE);
    while (this.samples.length > 2 && this.samples[1].seconds <= since) this.samples.shift();
    if (elapsedSeconds < AT_LEAST_SECONDS || binsDone === 0) return null;
    const [first] = this.samples;
    const seconds = elapsedSeconds - first.seconds;
    const bins = binsDone - first.bins;
    const secondsPerBin = seconds > 0 && bins > 0 ? seconds / bins : elapsedSeconds / binsDone;
    return (totalBins - binsDone) * secondsPerBin;
  }
}
