import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type NdArray, shapeText, sizeOf } from "../../src/arrays/ndarray";
import { checkArguments } from "../../src/model/check";
import { ArgumentError } from "../../src/model/types";
import { goldens } from "./goldens";

const zeros = (shape: readonly number[]): NdArray => ({ data: new Float32Array(sizeOf(shape)), shape });

function check(shapes: Readonly<Record<string, readonly number[]>>): void {
  checkArguments({
    couplingCoef: zeros(shapes.coupling_coef),
    feedforwardCoef: zeros(shapes.feedforward_coef),
    intercepts: zeros(shapes.intercepts),
    feedforwardInput: zeros(shapes.feedforward_input),
    couplingBasisMatrix: zeros(shapes.coupling_basis_matrix),
    initY: zeros(shapes.init_y),
    randomKey: 0,
  });
}

describe("shapes that NeMoS refuses are refused", () => {
  const [unchanged, ...changed] = goldens.shape_errors;

  test("the unchanged shapes pass", () => {
    assert.equal(unchanged.nemos, "runs");
    check(unchanged.shapes);
  });

  for (const { shapes, nemos } of changed) {
    const [name] = Object.keys(shapes).filter((key) => shapeText(shapes[key]) !== shapeText(unchanged.shapes[key]));
    const dimensions = shapes[name].length !== unchanged.shapes[name].length;
    // One bin more or less is another simulation, not a disagreement.
    const bins = name === "feedforward_input" && shapes[name][0] !== unchanged.shapes[name][0] && !dimensions;
    test(`${name} ${shapeText(shapes[name])}`, () => {
      if (bins) {
        assert.equal(nemos, "runs");
        return check(shapes);
      }
      if (!dimensions) assert.match(nemos, /^(ValueError|TypeError): /);
      assert.throws(
        () => check(shapes),
        (error) => {
          assert.ok(error instanceof ArgumentError);
          assert.ok([error.argument, ...error.others].includes(name), `${error.message} names ${name}`);
          assert.ok(error.found && error.message.includes(error.found), "says the shape found");
          assert.ok(error.expected && error.message.includes(error.expected), "says the shape expected");
          return true;
        },
      );
    });
  }
});
