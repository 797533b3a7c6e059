/** What the host does: rare draws, exactly, by the TypeScript reference; and sleeping. */

/** The count of one neuron in bin `bin` of the block, whose rate is below 10. */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@external("host", "redraw")
export declare function redraw(bin: i32, neuron: i32): i32;

/**
 * Links and draws the whole of bin `bin` of the block from its eta in row `row` of the ring; true when a rate diverged and nothing was
 * drawn.
 */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@external("host", "drawExactly")
export declare function drawExactly(bin: i32, row: i32): bool;

/**
 * Sleeps until the int32 at `address` is notified, unless it is not `value` any more. Not by memory.atomic.wait32: V8's baseline
 * compiler (seen in Node 20) loses local variables across it.
 */
// @ts-expect-error: a decorator of AssemblyScript, where TypeScript allows none
@external("host", "sleep")
export declare function sleep(address: usize, value: i32): void;
