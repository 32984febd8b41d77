"""What a feed is measured against: Starlette routes that return so many bytes and do nothing else.

python bench/bare_routes.py PORT
"""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request


@cache
def _content(size: int) -> bytes:
    return bytes(size)


async def _bytes(request: Request) -> Response:
    return Response(_content(request.path_params["size"]), media_type="application/octet-stream")


async def _nothing(_request: Request) -> Response:
    return Response(status_code=304)


async def _there(_request: Request) -> Response:
    return Response("ok")


app = Starlette(
    routes=[Route("/bytes/{size:int}", _bytes), Route("/nothing", _nothing), Route("/_stcore/health", _there)]
)

if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), access_log=False, log_level="warning")
