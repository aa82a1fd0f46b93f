"""The explorer's server: one app of pages and API, on this machine only."""

from __future__ import annotations

import socket
import sys
import webbrowser
from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles

from whowhom import __version__
from whowhom.errors import StoreError, UsageError
from whowhom.explore import api, web
from whowhom.explore.guard import Guard
from whowhom.explore.names import callings
from whowhom.store import Desk

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
LARGE: Final = 50 * 2**20
"""Bytes of a file that is laid out so slowly that a person wonders; smaller ones take under two seconds."""
TRIES: Final = 20
"""Ports tried after the one wanted, when that is taken."""


def make_app(desk: Desk, *, origins: tuple[str, ...] = ()) -> Guard:
    """The app over an open database, guarded. ``origins`` are those that may read the API from elsewhere."""
    app = FastAPI(
        title="whowhom", version=__version__, summary="Who did what to whom, on whose word.",
        openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None,
    )  # fmt: skip
    app.state.desk = desk
    app.include_router(api.router)
    app.include_router(web.router)
    static = files("whowhom.explore.web").joinpath("static")
    app.mount("/static", StaticFiles(directory=str(static)), name="static")

    @app.exception_handler(UsageError)
    def wrongly_asked(request: Request, error: UsageError) -> Response:
        words = str(error).replace("--", "", 1)
        if request.url.path.startswith("/api/"):
            return JSONResponse({"detail": words}, 400)
        return web.trouble(request, 400, words)

    @app.exception_handler(404)
    def not_there(request: Request, error: Exception) -> Response:
        told = str(getattr(error, "detail", ""))
        words = "There is no such page here." if told in ("", "Not Found") else told
        if request.url.path.startswith("/api/"):
            return JSONResponse({"detail": words}, 404)
        return web.trouble(request, 404, words)

    return Guard(app, review=desk.review, origins=origins)


def serve(db: str, *, host: str, port: int, browser: bool, review: bool) -> None:
    """Show a database until the process is ended. Raises ``UsageError`` for a host that is not this machine."""
    import uvicorn  # noqa: PLC0415  (slow to import)

    if host not in LOOPBACK:
        raise UsageError(f"--host {host}: the explorer listens on this machine only: {', '.join(LOOPBACK)}.")
    if not Path(db).exists():
        raise StoreError(f"There is no database {db}: make one with `whowhom code ARTICLES --db {db}`.")
    if Path(db).stat().st_size > LARGE:
        print(f"{db} is being laid out; a large one takes some seconds", file=sys.stderr, flush=True)
    with _listening(host, port) as listener, Desk.open(db, review=review, naming=callings()) as desk:
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listener.getsockname()[1]}/"
        print(f"{db} is open at {address} (Ctrl+C ends it)", flush=True)
        if browser:
            webbrowser.open(address)
        config = uvicorn.Config(make_app(desk), log_level="warning", server_header=False, access_log=False)
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket on the port, or on the next one that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for tried in range(port, port + TRIES if port else 1):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, tried))
            listener.listen()  # at once, so that no second explorer takes the port
        except OSError:
            listener.close()
            continue
        return listener
    raise UsageError(f"The ports from {port} on are taken: give another --port.")
