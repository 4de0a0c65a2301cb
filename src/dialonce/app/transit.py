"""The root key behind a key server that speaks the HTTP API of HashiCorp Vault's transit engine (OpenBao speaks it too).

The key is made here, sealed there (`encrypt`), and rests beside the data as the server's ciphertext; at each start the server
opens it (`decrypt`). The server's own key never leaves it, and its log says when the root key was opened.
Source: the Vault API documentation, "Transit secrets engine".
"""

from base64 import b64decode, b64encode
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import httpx
import msgspec

from dialonce.errors import Invalid, Unavailable
from dialonce.vault import Key, Unreadable
from dialonce.vault.keys import new_key, write_secret_file

SECONDS = 10.0


class _Data(msgspec.Struct):
    plaintext: str = ""
    ciphertext: str = ""


class _Answer(msgspec.Struct):
    data: _Data


class Transit:
    """One key of a server: its address as `https://vault.example:8200/v1/transit/keys/dialonce`, and a token's file.

    The token is read anew each time: agents that renew tokens write such a file.
    """

    def __init__(self, key_address: str, token_file: Path) -> None:
        parts = urlsplit(key_address)
        mount, keys, name = parts.path.rpartition("/keys/")
        if parts.scheme not in {"http", "https"} or not (mount and keys and name):
            raise Invalid(
                "DIALONCE_ROOT_KEY_TRANSIT is an address such as https://vault.example:8200/v1/transit/keys/dialonce."
            )
        self._server = urlunsplit((parts.scheme, parts.netloc, mount, "", ""))
        self._name = name
        self._token_file = token_file

    def read(self, path: Path) -> Key:
        """The key that a file holds sealed; made and sealed on first use.

        Raises `Unavailable` when the server does not answer or refuses, `Unreadable` when it opens something else.
        """
        if not path.exists():
            key = new_key()
            sealed = self._ask("encrypt", {"plaintext": b64encode(key.secret).decode()}).ciphertext
            write_secret_file(path, sealed)
            return key
        opened = self._ask("decrypt", {"ciphertext": path.read_text("ascii").strip()}).plaintext
        try:
            return Key(b64decode(opened, validate=True))
        except ValueError:
            raise Unreadable(f"{path} does not hold a root key of this installation.") from None

    def _ask(self, what: str, body: dict[str, str]) -> _Data:
        address = f"{self._server}/{what}/{self._name}"
        try:
            answer = httpx.post(address, json=body, headers={"X-Vault-Token": self._token()}, timeout=SECONDS)
            answer.raise_for_status()
            return msgspec.json.decode(answer.content, type=_Answer).data
        except httpx.HTTPStatusError as refused:
            raise Unavailable(f"The key server refused to {what}: status {refused.response.status_code}.") from None
        except (httpx.HTTPError, msgspec.MsgspecError):
            raise Unavailable(f"The key server at {self._server} does not answer as it should.") from None

    def _token(self) -> str:
        try:
            return self._token_file.read_text("ascii").strip()
        except OSError as wrong:
            raise Unavailable(f"The key server's token {self._token_file} cannot be read: {wrong.strerror}.") from None
