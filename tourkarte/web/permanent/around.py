"""What stands around a permanent page, and the page that says why there is none."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from tourkarte import language
from tourkarte.language import DEFAULT, LANGUAGES, _, speaking
from tourkarte.viewing import LANGUAGE
from tourkarte.views.page_frame import Frame, Other
from tourkarte.views.pages import refusal
from tourkarte.web.addresses import LIST
from tourkarte.web.answers import Content
from tourkarte.web.asking import spoken
from tourkarte.web.assets import asset_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

MEDIA_TYPE: Final = "text/html; charset=utf-8"


def query(pairs: Iterable[tuple[str, str]] = (), *, code: str | None = None) -> str:
    """Return a query string with a question mark, of these parameters and a language, the present one if none."""
    code = code or language.current()
    found = urlencode([*pairs, *([(LANGUAGE, code)] if code != DEFAULT else [])])
    return f"?{found}" if found else ""


def frame(address: str, name: str, pairs: Sequence[tuple[str, str]] = (), **values: Any) -> Frame:
    """Return what stands around the page `name` below the list, the list itself where it has none.

    Parameters
    ----------
    address
        Where this installation is reached.
    pairs
        The parameters that belong to the page.
    values
        The other fields of a `Frame`.
    """
    by_code = {code: f"{name}{query(pairs, code=code)}" for code in LANGUAGES}
    languages = [(code, f"{address}{LIST}{page}") for code, page in by_code.items()] if address else []
    others = [
        Other(page if name else f"./{page}", code, LANGUAGES[code])
        for code, page in by_code.items()
        if code != language.current()
    ]
    canonical = f"{address}{LIST}{by_code[language.current()]}" if address else ""
    return Frame(
        **{
            "canonical": canonical,
            "languages": languages,
            "others": others,
            **_furniture(),
            "spoken": query(),
            **values,
        }
    )


def refused(path: str, title: str, reason: str, status: int) -> Content:
    """Return the page that says in the present language why there is none at a path."""
    root = "../" * path.removeprefix(LIST).count("/")
    around = Frame(title=title, listed=False, root=root, **_furniture(root))
    lines = ["".join(each if each.isprintable() else "�" for each in line) for line in reason.splitlines()]
    return Content(body=refusal(around, lines).encode(), media_type=MEDIA_TYPE, status=status)


def refuse(request: Request, reason: str, status: int) -> Response:
    """Answer what cannot be answered with a page that says why."""
    with speaking(spoken(request.scope["query_string"])):
        title = (
            _("Diese Auswahl gibt es nicht.")
            if status == HTTPStatus.BAD_REQUEST
            else _("Die Termine sind gerade nicht zu erreichen.")
        )
        content = refused(request.scope["path"], title, reason, status)
    return HTMLResponse(content.body, status, headers={"Cache-Control": "no-store"})


def _furniture(root: str = "") -> dict[str, Any]:
    """Return what all pages have."""
    return {
        "icon": f"{root}..{asset_url('icon.svg')}",
        "font": f"{root}../static/media/{_font()}" if _font() else "",
        "spoken": query(),
    }


@cache
def _font() -> str:
    """Return the name of the font that the dashboard ships, which carries a digest."""
    shipped = files("streamlit") / "static" / "static" / "media"
    return next((file.name for file in shipped.iterdir() if file.name.startswith("SourceSansVF-Upright")), "")
