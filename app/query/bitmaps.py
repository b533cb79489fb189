"""Sets of whole numbers as one number each: bit p says whether p is in (a bitmap index).

Sets of a hundred thousand combine in a microsecond and are counted in ten.
"""

from collections.abc import Iterable, Sequence

NEAR = 1024
"""So many bits are looked at at once."""

_NEAR = (1 << NEAR) - 1
_BITS = [tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256)]


def bitmap(places: Sequence[int]) -> int:
    """The set of these places."""
    held = bytearray((max(places) >> 3) + 1 if places else 0)
    for place in places:
        held[place >> 3] |= 1 << (place & 7)
    return unpacked(held)


def packed(bits: int) -> bytes:
    """A set as bytes, as it is stored: little-endian."""
    return bits.to_bytes((bits.bit_length() + 7) >> 3, "little")


def unpacked(held: bytes | bytearray) -> int:
    """A set from its bytes."""
    return int.from_bytes(held, "little")


def places(bits: int) -> list[int]:
    """The members of a set, ascending; fast where most bytes of it are empty."""
    return [8 * place + bit for place, byte in enumerate(packed(bits)) if byte for bit in _BITS[byte]]


def among(candidates: Iterable[int], bits: int) -> list[int]:
    """Those of the places that are in a set."""
    held = packed(bits)
    end = 8 * len(held)
    return [place for place in candidates if place < end and held[place >> 3] >> (place & 7) & 1]


def upwards(bits: int, begin: int, count: int) -> list[int]:
    """The first members of a set from `begin` on, at most `count`."""
    found: list[int] = []
    begin = max(begin, 0)
    rest = bits >> begin
    while rest and len(found) < count:
        empty = (rest & -rest).bit_length() - 1
        begin, rest = begin + empty, rest >> empty
        near = rest & _NEAR  # a large number is copied at every step
        while near and len(found) < count:
            found.append(begin + (near & -near).bit_length() - 1)
            near &= near - 1
        begin, rest = begin + NEAR, rest >> NEAR
    return found


def downwards(bits: int, end: int | None, count: int) -> list[int]:
    """The last members of a set before `end`, where there is one, the last first, at most `count`."""
    found: list[int] = []
    rest = bits if end is None else bits & ((1 << min(max(end, 0), bits.bit_length())) - 1)
    while rest and len(found) < count:
        begin = max(rest.bit_length() - NEAR, 0)
        near = rest >> begin
        while near and len(found) < count:
            last = near.bit_length() - 1
            found.append(begin + last)
            near ^= 1 << last
        rest &= (1 << begin) - 1
    return found
