"""The phone simulator of a trial installation: a phone on the page, with the real SDK and the real number set."""

from dialonce.pages.simulator.handler import simulator
from dialonce.pages.simulator.view import SimulatorView, TrialNumber, render_simulator

__all__ = ["SimulatorView", "TrialNumber", "render_simulator", "simulator"]
