"""Plain text, in any encoding that press offices send. What no other kind claims is tried as text."""

from __future__ import annotations

from tourkarte.intake.document import decode
from tourkarte.intake.documents import Content, register


def looks(_data: bytes, _suffix: str) -> bool:
    """Whether a file may be text: `read` decides."""
    return True


@register(name="text", label="ein Text", rank=100, looks=looks, bounded=False)
def read(data: bytes, _name: str) -> Content:
    """Return the text as it stands there."""
    return Content(text=decode(data))
