"""What stands around the permanent pages, and where they lead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tourkarte import language

if TYPE_CHECKING:
    from collections.abc import Sequence


class Link(NamedTuple):
    """A link with what it says; in German where it is a format's."""

    address: str
    label: str
    media_type: str = ""
    suffix: str = ""


class Other(NamedTuple):
    """A link to the same page in another language."""

    address: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page.

    Attributes
    ----------
    canonical
        Its address for life; empty where nobody knows where this installation is reached.
    languages
        The code of each language with the address of the page in it.
    others
        The same page in the other languages, for the visitor.
    spoken
        The query string that keeps the language.
    feeds
        The same content for programs that follow it.
    here
        Which part of the navigation it is.
    listed
        Whether search engines may list it.
    font
        Address of the font.
    root
        How many steps up the folder of the pages is, as `../`.
    """

    title: str
    icon: str
    font: str = ""
    description: str = ""
    canonical: str = ""
    languages: Sequence[tuple[str, str]] = ()
    others: Sequence[Other] = ()
    spoken: str = ""
    feeds: Sequence[Link] = ()
    here: str = ""
    listed: bool = True
    root: str = ""

    @property
    def language(self) -> str:
        """The present language."""
        return language.current()

    @property
    def locale(self) -> str:
        """The present language, as Open Graph names it."""
        return {"de": "de_DE"}.get(language.current(), language.locale())


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where a page of an appointment leads.

    Attributes
    ----------
    earlier, later
        Pages of the first and the last of the appointments that it was and became.
    """

    map: str
    table: str
    calendar: str = ""
    tour: Link | None = None
    earlier: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """Which part of a long list a page holds, from 1, with the addresses of those beside it."""

    number: int
    last: int
    earlier: str = ""
    later: str = ""
