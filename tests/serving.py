"""A running explorer for tests, asked over the network as browsers do."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn

from whowhom.explore.server import make_app
from whowhom.store import Desk

HOSTILE = (
    "<script>alert('title')</script> & <b>bold</b>\n\n"
    'MOSCOW, March 3 2022 (Test Wire) - Russia <img src=x onerror="alert(1)"> expelled two Norwegian diplomats on '
    "Thursday, the foreign ministry said. </p></section><script>document.title = 'owned'</script>\n\n"
    'Norway denied <a href="javascript:alert(2)">that its diplomats</a> had spied, and condemned the expulsion.\n'
)


@dataclass
class Site:
    """A running explorer: asks it, with whatever host and method."""

    host: str
    port: int

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self.port}"

    def ask(
        self, path: str, *, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        told = {"Host": f"{self.host}:{self.port}"} | {k.replace("_", "-"): v for k, v in headers.items()}
        try:
            connection.request(method, path, body=body, headers=told)
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, named, answer.read()
        finally:
            connection.close()

    def text(self, path: str) -> str:
        status, _, body = self.ask(path)
        assert status == 200, (path, status, body[:300])
        return body.decode()

    def json(self, path: str) -> Any:
        return json.loads(self.text(path))


@contextmanager
def serving(desk: Desk) -> Iterator[Site]:
    server = uvicorn.Server(uvicorn.Config(make_app(desk), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield Site("127.0.0.1", server.servers[0].sockets[0].getsockname()[1])
    server.should_exit = True
    thread.join(10)
