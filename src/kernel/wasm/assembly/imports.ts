/** Implemented by the host: rare exact draws by the TypeScript reference, and sleeping. */

/** The count of one neuron in bin `bin` of the block; its rate is below 10. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@external("host", "redraw")
export declare function redraw(bin: i32, neuron: i32): i32;

/**
 * Applies the link to eta in row `row` of the ring and draws all of bin `bin` of the block; true when a rate diverged,
 * and nothing was drawn.
 */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@external("host", "drawExactly")
export declare function drawExactly(bin: i32, row: i32): bool;

/**
 * Sleeps until the int32 at `address` is notified, unless it differs from `value`. Replaces memory.atomic.wait32,
 * across which V8's baseline compiler (seen in Node 20) loses local variables.
 */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@external("host", "sleep")
export declare function sleep(address: usize, value: i32): void;
