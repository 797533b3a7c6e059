"""Which shapes NeMoS refuses: those of a small network, each axis one longer and one shorter, and each array with a dimension more or less."""

import jax
import numpy as np
from nemos.simulation import simulate_recurrent

SHAPES = {
    "coupling_coef": (3, 3, 2),
    "feedforward_coef": (3, 2),
    "intercepts": (3,),
    "feedforward_input": (5, 3, 2),
    "coupling_basis_matrix": (4, 2),
    "init_y": (4, 3),
}


def record_shape_errors():
    cases = [{"shapes": SHAPES}]
    for name, shape in SHAPES.items():
        for axis in range(len(shape)):
            for step in (-1, 1):
                cases.append({"shapes": SHAPES | {name: tuple(n + step * (i == axis) for i, n in enumerate(shape))}})
        cases.append({"shapes": SHAPES | {name: shape[:-1]}})
        cases.append({"shapes": SHAPES | {name: shape + (1,)}})
    return [case | {"nemos": outcome(case["shapes"])} for case in cases]


def outcome(shapes):
    arrays = {name: np.zeros(shape) for name, shape in shapes.items()}
    try:
        simulate_recurrent(**arrays, random_key=jax.random.key(0))
    except Exception as error:  # NeMoS raises ValueError, but on too few dimensions whatever comes first
        return f"{type(error).__name__}: {error}"
    return "runs"
