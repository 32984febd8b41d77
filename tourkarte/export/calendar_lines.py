r"""The lines that a calendar file is made of (RFC 5545, section 3.1): escaped, folded, as bytes.

Our own instead of icalendar's: its objects take ten times as long for a whole calendar, and it writes the `\N` of a
path such as `C:\Neu` as a line break.
"""

from __future__ import annotations

from typing import Final

_LONGEST: Final = 75  # octets, without the line break
_CONTROLS: Final = {number: None for number in (*range(32), 127) if chr(number) != "\t"}  # no line may hold them
_ESCAPES: Final = _CONTROLS | str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
_BACKSLASH: Final = b"\\"


def line(name: str, value: str) -> bytes:
    """Return a property whose value is no text, such as a moment; the name may have parameters."""
    return _fold(f"{name}:{value}".encode())


def text(name: str, value: str) -> bytes:
    """Return a property whose value is text."""
    return _fold(f"{name}:{value.translate(_ESCAPES)}".encode())


def _fold(data: bytes) -> bytes:
    if len(data) <= _LONGEST:
        return data + b"\r\n"
    pieces, start, room = [], 0, _LONGEST
    while len(data) - start > room:
        end = _seam(data, start + room)
        pieces.append(data[start:end])
        start, room = end, _LONGEST - 1  # the blank that begins a continuation counts
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"


def _seam(data: bytes, end: int) -> int:
    """Return the last place up to `end` that is inside neither a character nor, as some readers stumble, an escape."""
    while data[end] & 0xC0 == 0x80:  # noqa: PLR2004 - the later bytes of a character in UTF-8
        end -= 1
    head = data[:end]
    slashes = len(head) - len(head.rstrip(_BACKSLASH))
    return end - slashes % 2
