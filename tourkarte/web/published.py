"""What is published is answered before anything else is asked: no session, no cookie, no page of Streamlit's.

Behind Streamlit's own layers a kept answer would take twice as long, and one that a reader wants uncompressed would be
compressed on the way, under the tag of the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from tourkarte.web.addresses import is_public
from tourkarte.web.answers import Answering

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Receive, Scope, Send


class Published:
    """ASGI middleware that answers those of `routes` itself whose endpoints were made by `answering`."""

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self.app = app
        self._routes = [each for each in routes if isinstance(each, Route) and isinstance(each.endpoint, Answering)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and is_public(path := scope["path"]):
            for route in self._routes:
                if found := route.path_regex.match(path):
                    await route.endpoint({**scope, "path_params": found.groupdict()}, receive, send)
                    return
        await self.app(scope, receive, send)
