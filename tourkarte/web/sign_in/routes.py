"""Signing in with a token, and signing out.

Only a POST does something: link previews and prefetching follow a GET. And only one from this server's own page: else
another site could sign somebody in or out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tourkarte import clock
from tourkarte.errors import InvalidValueError, TooManyAttemptsError, WrongTokenError
from tourkarte.web.headers import is_own_form
from tourkarte.web.sign_in import page
from tourkarte.web.sign_in.sessions import COOKIE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from starlette.requests import Request

    from tourkarte.web.sign_in.door import Door

SIGN_IN: Final = "/anmelden"
SIGN_OUT: Final = "/abmelden"
DESK: Final = "/redaktion"

_MOST_BYTES: Final = 4096
_SEE_OTHER: Final = 303
_FOREIGN: Final = "Diese Anfrage kam nicht von einer Seite dieses Servers. Bitte öffnen Sie die Redaktion neu."


def token_routes(door: Door, now: Callable[[], datetime] = clock.now, *, secure: bool = False) -> list[Route]:
    """Return the routes of an installation whose editors come with a token.

    Parameters
    ----------
    secure
        Whether browsers reach this server over HTTPS, even where a proxy does not say so.
    """

    async def ask(request: Request) -> Response:
        token = request.query_params.get("token", "")[:200]
        response = page.form(token=token, name="")
        if COOKIE in request.cookies and door.editor(request.cookies, now()) is None:
            response.delete_cookie(COOKIE)  # it opens nothing any more
        return response

    async def enter(request: Request) -> Response:
        if not is_own_form(request.headers):
            return page.note("Anmeldung nicht möglich", _FOREIGN, status=403)
        given = await _form(request)
        token, name = given.get("token", ""), given.get("name", "")
        try:
            cookie = door.enter(token=token, name=name, address=_client(request), now=now())
        except InvalidValueError as error:
            return page.form(token=token, name=name, problem=str(error), status=400)
        except WrongTokenError as error:
            return page.form(token="", name=name, problem=str(error), status=403)
        except TooManyAttemptsError as error:
            wait = {"Retry-After": str(error.seconds)}
            return page.form(token=token, name=name, problem=str(error), status=429, headers=wait)
        response = RedirectResponse(DESK, _SEE_OTHER, {"Cache-Control": "no-store"})
        response.set_cookie(
            COOKIE,
            cookie,
            max_age=int(door.sessions.lasting.total_seconds()),
            secure=secure or _is_https(request),
            httponly=True,
            samesite="strict",
        )
        return response

    async def leave(request: Request) -> Response:
        if not is_own_form(request.headers):
            return page.note("Abmeldung nicht möglich", _FOREIGN, status=403)
        door.sessions.end(request.cookies.get(COOKIE), now())
        response = RedirectResponse("/", _SEE_OTHER)
        response.delete_cookie(COOKIE)
        return response

    return [
        Route(SIGN_IN, ask, methods=["GET"]),
        Route(SIGN_IN, enter, methods=["POST"]),
        Route(SIGN_OUT, leave, methods=["POST"]),
        Route(SIGN_OUT, _to_desk, methods=["GET"]),
    ]


def provider_routes() -> list[Route]:
    """Return the routes of an installation with a provider: the desk's page itself leads to it."""
    return [Route(SIGN_IN, _to_desk, methods=["GET"]), Route(SIGN_OUT, _to_desk, methods=["GET"])]


async def _to_desk(_: Request) -> Response:
    return RedirectResponse(DESK, _SEE_OTHER)


async def _form(request: Request) -> dict[str, str]:
    """Return the fields of a form, each once; a form as large as ours can get is a few hundred bytes."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _MOST_BYTES:
            raise HTTPException(413, "Dieses Formular ist zu groß.")
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in fields.items()}


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _is_https(request: Request) -> bool:
    return "https" in {request.url.scheme, request.headers.get("x-forwarded-proto", "").split(",")[0].strip()}
