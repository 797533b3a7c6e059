import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { connect, RpcError, serve, type Port } from "../../../src/protocol/rpc";

/** Two ports that deliver to each other later, cloning as a real one does and moving what is to be moved. */
function pair(): [Port, Port] {
  const handlers: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [new Set(), new Set()];
  const port = (own: 0 | 1): Port => ({
    post(message, transfer = []) {
      const copy = structuredClone(message, { transfer: [...transfer] });
      queueMicrotask(() => handlers[1 - own].forEach((handler) => handler(copy)));
    },
    listen(handler) {
      handlers[own].add(handler);
      return () => void handlers[own].delete(handler);
    },
  });
  return [port(0), port(1)];
}

interface Service {
  double(value: number): Promise<number>;
  array(
    size: number,
  ): Promise<{ all: Float32Array; part: Float32Array; nested: { twice: Float32Array }; also: Float32Array }>;
  fail(): Promise<void>;
  throwText(): Promise<void>;
  unpostable(): Promise<unknown>;
  never(): Promise<void>;
}

function service() {
  const [here, there] = pair();
  const sent: Float32Array[] = [];
  const stop = serve<Service>(there, {
    double: async (value) => 2 * value,
    async array(size) {
      const all = new Float32Array(size).fill(1);
      const part = new Float32Array(size).fill(2).subarray(1);
      const twice = new Float32Array(size).fill(3);
      sent.push(all, part, twice);
      return { all, part, nested: { twice }, also: twice };
    },
    async fail() {
      throw new TypeError("it is broken");
    },
    throwText: () => Promise.reject("plain text"),
    unpostable: async () => () => 1,
    never: () => new Promise(() => undefined),
  });
  return { ...connect<Service>(here), stop, sent, here, there };
}

describe("rpc", () => {
  test("answers each call, in whatever order they are made", async () => {
    const { remote } = service();
    assert.deepEqual(await Promise.all([remote.double(1), remote.double(2), remote.double(3)]), [2, 4, 6]);
  });

  test("rejects with the other side's message", async () => {
    const { remote } = service();
    await assert.rejects(remote.fail(), (error) => error instanceof RpcError && error.message === "it is broken");
    await assert.rejects(remote.throwText(), /plain text/);
  });

  test("rejects what cannot be posted, on the way there and back", async () => {
    const { remote } = service();
    await assert.rejects(remote.double((() => 1) as unknown as number), /could not be cloned/);
    await assert.rejects(remote.unpostable(), /could not be cloned/);
    assert.equal(await remote.double(4), 8);
  });

  test("rejects a method that is not there, nor one that every object has", async () => {
    const { remote } = service();
    const other = remote as unknown as Record<"absent" | "toString", () => Promise<void>>;
    await assert.rejects(other.absent(), /no such method: absent/);
    await assert.rejects(other.toString(), /no such method: toString/);
  });

  test("closing rejects what is open and what is asked later", async () => {
    const { remote, close } = service();
    const open = remote.never();
    close("the run was closed");
    await assert.rejects(open, /the run was closed/);
    await assert.rejects(remote.double(1), /the run was closed/);
  });

  test("moves whole arrays, nested ones too, and copies parts of larger buffers", async () => {
    const { remote, sent } = service();
    const { all, part, nested, also } = await remote.array(4);
    assert.deepEqual(
      [all, part, nested.twice, also].map((array) => [...array]),
      [
        [1, 1, 1, 1],
        [2, 2, 2],
        [3, 3, 3, 3],
        [3, 3, 3, 3],
      ],
    );
    assert.deepEqual(
      sent.map(({ byteLength }) => byteLength),
      [0, 12, 0],
      "moved arrays are empty on the side that sent them",
    );
  });

  test("messages that are not its own pass by", async () => {
    const { remote, here, there } = service();
    here.post(null);
    here.post("text");
    there.post({ rpc: "answer", id: 999, value: 1 });
    assert.equal(await remote.double(5), 10);
  });

  test("a remote can be awaited and is no promise", async () => {
    const { remote } = service();
    assert.equal(await remote, remote);
  });

  test("a service that was stopped answers no more", async () => {
    const { remote, stop, close } = service();
    stop();
    const call = remote.double(1);
    close("stopped");
    await assert.rejects(call, /stopped/);
  });
});
