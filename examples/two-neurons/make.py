"""Writes the arrays of this example: the numbers of the example in the documentation of nemos.simulation.simulate_recurrent."""

import numpy as np

np.random.seed(42)
n_neurons = 2
coupling_duration = 100

np.save("feedforward_input.npy", np.random.normal(size=(1000, n_neurons, 1)))
np.save("coupling_basis_matrix.npy", np.random.normal(size=(coupling_duration, 10)))
np.save("coupling_coef.npy", 0.5 * np.random.normal(size=(n_neurons, n_neurons, 10)))
