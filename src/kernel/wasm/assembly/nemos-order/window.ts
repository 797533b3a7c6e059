/**
 * The spikes in the window, the oldest first. An event has 16 bytes: its bin, counted from the first of the window before the block's
 * first bin; the offset of its sender's features; its count; and whether products with it are exact.
 */
import { countOf, listSenders, sender } from "../senders";
import { eventsAt, featureRow, windowSize } from "./memory";

/** Address after the last event, where a bin that never comes ends all loops. */
export let eventsEnd: usize = 0;
/** The oldest event in the window of the bin at hand. */
export let firstEvent: usize = 0;

const NEVER: i32 = 0x7fffffff;

export function forgetEvents(): void {
  eventsEnd = eventsAt;
  firstEvent = eventsAt;
  store<i32>(eventsEnd, NEVER);
}

/** Appends the spikes of neuron `neuron` in bin `bin` of the window before the block, or later. */
export function append(bin: i32, neuron: i32, count: f32): void {
  store<i32>(eventsEnd, bin);
  store<i32>(eventsEnd, neuron * <i32>featureRow, 4);
  store<f32>(eventsEnd, count, 8);
  // Float32 numbers times 1, 2, 4, ... need no rounding.
  store<i32>(eventsEnd, (reinterpret<i32>(count) & 0x007fffff) === 0 && abs(count) >= 1 ? 1 : 0, 12);
  eventsEnd += 16;
  store<i32>(eventsEnd, NEVER);
}

/** Appends the spikes of bin `bin` of the block. */
export function appendSpikes(bin: i32): void {
  const n = listSenders(bin);
  for (let s = 0; s < n; s++) append(windowSize + bin, sender(s), f32x4.extract_lane(countOf(s), 0));
}

/** Forgets what is older than the window of bin `bin` of the block. */
export function moveTo(bin: i32): void {
  while (load<i32>(firstEvent) < bin) firstEvent += 16;
}

/** Counts bins from the next block on, whose first is `nBins` later. */
export function rewind(nBins: i32): void {
  moveTo(nBins);
  const bytes = eventsEnd - firstEvent;
  memory.copy(eventsAt, firstEvent, bytes);
  firstEvent = eventsAt;
  eventsEnd = eventsAt + bytes;
  for (let event = eventsAt; event < eventsEnd; event += 16) store<i32>(event, load<i32>(event) - nBins);
  store<i32>(eventsEnd, NEVER);
}
