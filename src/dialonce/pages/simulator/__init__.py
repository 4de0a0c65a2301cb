"""The phone simulator: a phone on the page, with the real SDK and the real number set."""

from dialonce.pages.simulator.handler import answer_simulator, simulator, simulator_view
from dialonce.pages.simulator.view import SimulatorView, TrialNumber, render_simulator

__all__ = ["SimulatorView", "TrialNumber", "answer_simulator", "render_simulator", "simulator", "simulator_view"]
