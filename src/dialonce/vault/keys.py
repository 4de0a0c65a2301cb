"""Keys: root → publisher → subject, each wrapped by the one above with AES-256-GCM.

A wrapped key or sealed value is `version byte || 12-byte random nonce || ciphertext and tag`. The associated data names what
it belongs to, so that a blob put elsewhere does not open.
"""

import os
from collections.abc import Callable
from hashlib import blake2b, sha256
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from dialonce.errors import DialOnceError

KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"\x01"
INDEX_BYTES = 16


class Unreadable(DialOnceError):
    """A sealed value does not open: wrong key, altered bytes, or a row that stands where it was not sealed."""

    status = 500
    code = "unreadable"
    title = "A sealed value does not open"


class Key:
    """A secret key. Knows how to seal and open, and never shows itself."""

    __slots__ = ("_cipher", "_secret")

    def __init__(self, secret: bytes) -> None:
        if len(secret) != KEY_BYTES:
            raise ValueError(f"A key has {KEY_BYTES} bytes.")
        self._secret = secret
        self._cipher = AESGCM(secret)

    def __repr__(self) -> str:
        return "<Key>"

    @property
    def secret(self) -> bytes:
        """The raw bytes, for wrapping and for deriving."""
        return self._secret

    def seal(self, value: bytes, belongs_to: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return FORMAT + nonce + self._cipher.encrypt(nonce, value, belongs_to)

    def open(self, sealed: bytes, belongs_to: bytes) -> bytes:
        """The value, or `Unreadable`. The error names no value and no place: the caller knows where it read."""
        if sealed[:1] != FORMAT:
            raise Unreadable("A sealed value has an unknown format; it was altered, or a newer release wrote it.")
        try:
            return self._cipher.decrypt(sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :], belongs_to)
        except InvalidTag as wrong:
            raise Unreadable(
                "A sealed value does not open: the key is wrong, the bytes were altered, or the row was moved."
            ) from wrong


def new_key() -> Key:
    return Key(os.urandom(KEY_BYTES))


def belonging(publisher_id: UUID, table: str, column: str, row: bytes) -> bytes:
    """Associated data of one value: tenant, table, column, row."""
    return b"%b|%b|%b|%b" % (publisher_id.bytes, table.encode(), column.encode(), row)


def blind_index(key: Key, kind: str, value: str) -> bytes:
    """A keyed digest of an identifier: equal for equal values of one publisher and kind, unrelated otherwise."""
    return blind_indexer(key, kind)(value)


def blind_indexer(key: Key, kind: str) -> Callable[[str], bytes]:
    """`blind_index` for many values: the key is taken in once, which is half of the work."""
    keyed = blake2b(key=key.secret, person=kind.encode(), digest_size=INDEX_BYTES)

    def index(value: str) -> bytes:
        hashed = keyed.copy()
        hashed.update(value.encode())
        return hashed.digest()

    return index


def scope_seal(secret: bytes, scope: str) -> str:
    """The seal that `core.tenants()` checks; see migration 0001."""
    return sha256(secret + sha256(secret + scope.encode()).digest()).hexdigest()


def read_root_key(path: Path) -> Key:
    """The root key of a file, made on first use, readable by its owner only.

    Raises `Unreadable` when the file is not a key, or when others may read it.
    """
    if not path.exists():
        write_secret_file(path, os.urandom(KEY_BYTES).hex())
    if path.stat().st_mode & 0o077:
        raise Unreadable(f"Others may read the root key {path}. Take that away: chmod 600 {path}")
    return root_key_from_text(path.read_text("ascii").strip(), str(path))


def root_key_from_text(text: str, where: str) -> Key:
    """The root key from 64 hexadecimal digits, as it stands in a file or in the environment."""
    try:
        return Key(bytes.fromhex(text))
    except ValueError as wrong:
        raise Unreadable(f"{where} holds no root key: 64 hexadecimal digits are expected.") from wrong


def write_secret_file(path: Path, text: str) -> None:
    """Write a new file of one line that only its owner may read, and have the disk hold it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
