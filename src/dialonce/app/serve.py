"""The server: Granian with as many worker processes as the settings say."""

import gc
import os
import socket

from granian import Granian
from granian.constants import Interfaces, Loops
from granian.log import LogLevels
from litestar import Litestar

from dialonce.app.create import create_app
from dialonce.app.install import addresses_of
from dialonce.errors import Conflict
from dialonce.settings import Settings, load_settings

WORKER = "dialonce.app.serve:worker"
# New objects before the youngest are looked at, and how often the older ones are then. Python's own 700 are for scripts.
COLLECT_AFTER = (100_000, 20, 20)


def worker() -> Litestar:
    """The application of one worker process; the parent keeps the databases running."""
    gc.disable()
    settings = load_settings(os.environ)
    app = create_app(settings, addresses_of(settings))
    app.on_startup.append(spare_the_collector)
    return app


def spare_the_collector() -> None:
    """Let Python's cycle collector look at what requests make, not at the program itself, and not after every few requests."""
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    gc.enable()


def require_free_port(settings: Settings) -> None:
    """Raise `Conflict` when somebody answers at our port already.

    The workers share the port (SO_REUSEPORT), and so would a second server, unnoticed: each would get half of the requests.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host, settings.port))
        except OSError as taken:
            place = f"{settings.host}:{settings.port}"
            raise Conflict(
                f"{place} cannot be used ({taken.strerror}). Stop what runs there, or set DIALONCE_PORT to another port."
            ) from taken


def serve(settings: Settings) -> None:
    """Answer requests until told to stop (Ctrl-C or SIGTERM). No access log: it would hold who asked for what (3.1-e)."""
    Granian(
        WORKER,
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.workers,
        loop=Loops.uvloop,
        log_access=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        websockets=False,
        backlog=1_024,
    ).serve()
