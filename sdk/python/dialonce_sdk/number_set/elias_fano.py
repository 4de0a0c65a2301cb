"""Strictly increasing integers in n·(2 + log₂(span/n)) bits or fewer: the Elias–Fano code.

The low bits of each value are stored as they are, the high bits in unary. P. Elias, "Efficient storage and
retrieval by content and address of static files", J. ACM 21 (1974); R. Fano, "On the number of bits required
to implement an associative memory" (1971).
"""

from collections.abc import Sequence
from itertools import pairwise

from .wire import NumberSetError, Reader, Writer, bit_string, byte_length, pack, unpack


def low_width(count: int, largest: int) -> int:
    """How many low bits each of `count` values in 0 … `largest` keeps: the most with count·2^width ≤
    largest + 1.
    """
    return max(0, ((largest + 1) // count).bit_length() - 1)


def write_increasing(out: Writer, values: Sequence[int]) -> None:
    """Writes one or more strictly increasing values: first, span, high bits, low bits. Their count is
    written by others.
    """
    first, span = values[0], values[-1] - values[0]
    width = low_width(len(values), span)
    out.varint(first)
    out.varint(span)
    highs = [(value - first) >> width for value in values]
    unary = "1" + "".join("0" * (high - before) + "1" for before, high in pairwise(highs))
    out.raw(int(unary[::-1], 2).to_bytes(byte_length(len(unary)), "little"))
    out.raw(pack([(value - first) & ((1 << width) - 1) for value in values], width))


def read_increasing(source: Reader, count: int) -> list[int]:
    """The `count` values that `write_increasing` wrote. Raises NumberSetError when they do not increase or
    do not fit.
    """
    first, span = source.varint(), source.varint()
    width = low_width(count, span)
    unary_bits = count + (span >> width)
    unary = bit_string(source.raw(byte_length(unary_bits)), unary_bits)[::-1]
    places = [place for place, bit in enumerate(unary) if bit == "1"]
    lows = unpack(source.raw(byte_length(count * width)), count, width)
    if len(places) != count:
        raise NumberSetError("a group does not hold as many numbers as it says")
    values = [first + ((place - i) << width) + low for i, (place, low) in enumerate(zip(places, lows, strict=True))]
    if values[0] != first or values[-1] != first + span or any(a >= b for a, b in pairwise(values)):
        raise NumberSetError("the numbers of a group are not in order")
    return values
