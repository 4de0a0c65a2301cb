"""What is looked at before serving."""

import socket

import pytest

from dialonce.app.serve import require_free_port
from dialonce.errors import Conflict
from dialonce.settings import Settings


def test_second_server_on_a_port_is_refused_although_the_port_could_be_shared() -> None:
    with socket.socket() as first:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        first.bind(("127.0.0.1", 0))
        first.listen()
        port = int(first.getsockname()[1])
        with pytest.raises(Conflict, match="DIALONCE_PORT"):
            require_free_port(Settings(port=port))
    require_free_port(Settings(port=port))
