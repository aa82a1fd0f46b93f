"""What keeps the explorer to its own machine: who may ask, what a page may load, and who may write."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

HOSTS: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names under which this machine may be asked; any other (a page of somebody's that points here) is refused."""
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # without any, browsers hide the origin of our own forms too
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
LARGEST: Final = 64 * 1024
"""Bytes that a form may have; a correction has less than one."""

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Guard:
    """Wraps the app: checks host, method and origin, and adds the headers.

    ``origins`` may read the API from pages of their own (none by default); writing stays with our own pages.
    """

    def __init__(self, app: Any, *, review: bool, origins: tuple[str, ...] = ()) -> None:
        self._app = app
        self._review = review
        self._origins = frozenset(origins)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer, or refuse in plain words."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        extra = dict(HEADERS)
        if asked.get("origin") in self._origins:
            extra |= {"access-control-allow-origin": asked["origin"], "vary": "origin"}
            extra["cross-origin-resource-policy"] = "cross-origin"

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                named = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((n.encode(), v.encode("latin-1")) for n, v in extra.items() if n.encode() not in named),
                ]
            await send(message)

        refusal = self._refusal(scope["method"], asked)
        if refusal is None:
            await self._app(scope, receive, answer)
            return
        status, words = refusal
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        await answer({"type": "http.response.start", "status": status, "headers": headers})
        await answer({"type": "http.response.body", "body": words.encode()})

    def _refusal(self, method: str, asked: dict[str, str]) -> tuple[int, str] | None:
        host = asked.get("host", "")
        if (host.rsplit(":", 1)[0] if not host.endswith("]") else host).lower() not in HOSTS:
            return 421, "This explorer answers only to the machine that it runs on, as localhost or 127.0.0.1.\n"
        if method in ("GET", "HEAD"):
            return None
        if method != "POST" or not self._review:
            return 405, "This explorer is for reading: start it with --review to take corrections.\n"
        origin = asked.get("origin")
        if (
            origin is None
            or urlsplit(origin).netloc != host
            or asked.get("sec-fetch-site", "same-origin") != "same-origin"
        ):
            return 403, "Corrections are taken from the explorer's own pages only.\n"
        if not asked.get("content-length", "").isdigit() or int(asked["content-length"]) > LARGEST:
            return 413, "This form is too large.\n"
        return None
