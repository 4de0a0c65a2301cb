"""The smallest pieces of the number-set format, docs/reference/number-set.md: varints, strings, packed bits."""

from collections.abc import Sequence

LARGEST = 2**53 - 1


class NumberSetError(ValueError):
    """The bytes are not a number set, or not one to be trusted. Nothing of them may be used."""


class Writer:
    """Collects the pieces of a document in order."""

    def __init__(self, magic: bytes) -> None:
        self._data = bytearray(magic)

    def varint(self, value: int) -> None:
        if not 0 <= value <= LARGEST:
            raise NumberSetError("a value is outside 0 … 2⁵³-1")
        while value > 0x7F:
            self._data.append(value & 0x7F | 0x80)
            value >>= 7
        self._data.append(value)

    def string(self, text: str) -> None:
        data = text.encode("ascii")
        self.varint(len(data))
        self.raw(data)

    def raw(self, data: bytes) -> None:
        self._data += data

    def bytes(self) -> bytes:
        return bytes(self._data)


class Reader:
    """Takes the pieces off again; raises NumberSetError where a document ends early or is not in canonical
    form.
    """

    def __init__(self, data: bytes, magic: bytes) -> None:
        if data[: len(magic)] != magic:
            raise NumberSetError("it does not begin as one of format 1 does")
        self._data = data
        self._at = len(magic)

    def varint(self) -> int:
        value = shift = 0
        while True:
            byte = self.raw(1)[0]
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
            shift += 7
            if shift > 49:
                raise NumberSetError("a number is longer than 8 bytes")
        if (byte == 0 and shift) or value > LARGEST:
            raise NumberSetError("a number is padded with zeros or too large")
        return value

    def count(self) -> int:
        """A varint that counts things of at least one bit each, so that it cannot promise more than there
        is.
        """
        value = self.varint()
        if value > 8 * (len(self._data) - self._at):
            raise NumberSetError("it promises more than it holds")
        return value

    def string(self) -> str:
        data = self.raw(self.varint())
        if not data.isascii():
            raise NumberSetError("a name is not ASCII")
        return data.decode("ascii")

    def raw(self, length: int) -> bytes:
        piece = self._data[self._at : self._at + length]
        if len(piece) != length:
            raise NumberSetError("it ends early")
        self._at += length
        return piece

    def end(self) -> None:
        if self._at != len(self._data):
            raise NumberSetError("bytes follow its end")


def byte_length(bits: int) -> int:
    return (bits + 7) // 8


def pack(values: Sequence[int], width: int) -> bytes:
    """Each value in `width` bits, first value in the lowest bits, padded with zero bits to whole bytes."""
    if not width:
        return b""
    text = "".join(f"{value:0{width}b}" for value in reversed(values))
    return int(text or "0", 2).to_bytes(byte_length(len(values) * width), "little")


def unpack(data: bytes, count: int, width: int) -> list[int]:
    """The values that `pack` packed."""
    if not width:
        return [0] * count
    text = bit_string(data, count * width)
    return [int(text[end - width : end], 2) for end in range(len(text), 0, -width)]


def bit_string(data: bytes, bits: int) -> str:
    """The lowest `bits` bits as a string of 0 and 1, highest first. The padding above them must be zero."""
    value = int.from_bytes(data, "little")
    if value >> bits:
        raise NumberSetError("padding bits are set")
    return f"{value:0{bits}b}" if bits else ""
