"""Noise, drawn by OpenDP from the system's own source of randomness."""

from collections.abc import Callable, Sequence

from dialonce.anonymity import Laplace

DrawNoise = Callable[[Sequence[int], Laplace], list[int]]
"""Adds noise to every count of a table. Two calls never add the same."""


def add_noise(counts: Sequence[int], noise: Laplace) -> list[int]:
    """The counts with discrete Laplace noise. Raises `ValueError` if the mechanism would cost more than it says."""
    if not counts:
        return []
    import opendp.prelude as dp  # noqa: PLC0415 - a third of a second and 40 MiB that only releases pay

    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
    mechanism = space >> dp.m.then_laplace(scale=noise.scale)
    if mechanism.map(noise.bound) > noise.epsilon * (1 + 1e-6):
        raise ValueError(f"Noise of scale {noise.scale:g} costs more than {noise.epsilon:g}.")
    drawn: list[int] = mechanism(list(counts))
    return drawn
