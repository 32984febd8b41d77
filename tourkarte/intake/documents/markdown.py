"""Markdown, which is a text whose marks the reader of invitations knows. Only its name tells it from plain text."""

from __future__ import annotations

from tourkarte.intake.documents import Content, plain, register


def looks(data: bytes, suffix: str) -> bool:
    """Whether a file is Markdown: a text that is called so."""
    return suffix in {"md", "markdown", "mdown"} and b"\x00" not in data[:1024]


@register(name="markdown", label="ein Markdown-Text", rank=90, looks=looks, bounded=False)
def read(data: bytes, name: str) -> Content:
    """Return the text with its marks: spans point to what was written."""
    return plain.read(data, name)
