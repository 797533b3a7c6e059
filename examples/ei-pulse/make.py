"""Writes coupling_coef.npy: who drives whom in a network of 12 sensory, 36 excitatory and 12 inhibitory neurons."""

import numpy as np

rng = np.random.default_rng(20)
SENSORY, EXCITATORY, INHIBITORY = slice(0, 12), slice(12, 48), slice(48, 60)
N_NEURONS, N_BASIS_FUNCS = 60, 6

# The time course of each kind of connection as coefficients of the six basis functions (raised cosines over 100 ms, the first
# one peaking right after the spike, each later one wider and about twice as late).
REFRACTORY = np.array([-6.0, -4.0, -1.5, -0.3, 0.0, 0.0])
EXCITES = np.array([0.2, 0.5, 0.6, 0.4, 0.1, 0.0])
INHIBITS = np.array([-0.3, -0.8, -0.7, -0.3, -0.05, 0.0])

coupling = np.zeros((N_NEURONS, N_NEURONS, N_BASIS_FUNCS))  # receiver, sender, basis function


def connect(receivers, senders, time_course, probability, strength):
    """Connects each pair with a probability; strengths vary from pair to pair."""
    shape = coupling[receivers, senders].shape[:2]
    weights = strength * rng.gamma(4.0, 0.25, size=shape) * (rng.random(shape) < probability)
    coupling[receivers, senders] = weights[:, :, None] * time_course


connect(EXCITATORY, SENSORY, EXCITES, probability=0.40, strength=0.50)
connect(INHIBITORY, SENSORY, EXCITES, probability=0.25, strength=0.35)
connect(EXCITATORY, EXCITATORY, EXCITES, probability=0.12, strength=0.30)
connect(INHIBITORY, EXCITATORY, EXCITES, probability=0.30, strength=0.22)
connect(EXCITATORY, INHIBITORY, INHIBITS, probability=0.60, strength=0.60)
connect(INHIBITORY, INHIBITORY, INHIBITS, probability=0.40, strength=0.40)

# Every neuron is refractory: its own spikes keep it silent for some milliseconds.
coupling[np.arange(N_NEURONS), np.arange(N_NEURONS)] = REFRACTORY

np.save("coupling_coef.npy", coupling.astype(np.float32))
