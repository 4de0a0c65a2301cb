"""Merkle tree hashes as RFC 6962 (section 2.1) and RFC 9162 define them."""

from collections.abc import Sequence
from hashlib import sha256


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf: a zero byte keeps leaves apart from nodes."""
    return sha256(b"\x00" + leaf).digest()


def tree_hash(leaves: Sequence[bytes]) -> bytes:
    """The hash that stands for all leaves in their order; of none, the hash of nothing."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return sha256(b"\x01" + tree_hash(leaves[:split]) + tree_hash(leaves[split:])).digest()
