"""The real server in a process of its own, as a user starts it, with a data folder of its own."""

from __future__ import annotations

import json
import re
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

START = """
import json, sys
from pathlib import Path
from formcheck.server import LiveOptions, serve
told = json.loads(sys.argv[1])
serve(LiveOptions(**told | {"data_dir": Path(told["data_dir"])}))
"""


@dataclass
class Server:
    """A running server: `url` without a slash at the end; `said` is what it printed first."""

    process: subprocess.Popen[str]
    url: str
    key: str
    said: str
    data_dir: Path

    @property
    def address(self) -> str:
        """What a browser opens: it takes the key, and goes on to the page."""
        return f"{self.url}/?token={self.key}"

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1])

    @property
    def bearer(self) -> dict[str, str]:
        """The header by which a program is known."""
        return {"Authorization": f"Bearer {self.key}"}

    def ask(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, **what: Any
    ) -> httpx.Response:
        """One request of a program that has the key."""
        return httpx.request(method, self.url + path, headers={**self.bearer, **(headers or {})}, **what)

    def get(self, path: str) -> Any:
        answer = self.ask("GET", path)
        answer.raise_for_status()
        return answer.json()

    def page(self, **options: Any) -> ClientConnection:
        """A page's socket."""
        options["additional_headers"] = self.bearer | options.get("additional_headers", {})
        # No proxy: once a landmarker was made in this process, its dead one is in the environment.
        return connect(f"ws://127.0.0.1:{self.port}/ws", max_size=None, proxy=None, **options)

    def stop(self) -> None:
        """Ctrl+C, and wait until it is gone."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)


@contextmanager
def running(
    data_dir: Path, under: Sequence[str] = (), cwd: Path | None = None, **told: Any
) -> Iterator[Server]:
    """A server that has said where it is; `under` is a command that it is run by, `cwd` has its package."""
    told = {"port": 0, "browser": False, "data_dir": str(data_dir), **told}
    process = subprocess.Popen(
        [*under, sys.executable, "-c", START, json.dumps(told)],
        cwd=cwd,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    try:
        said = process.stdout.readline()
        found = re.search(r"(http://\S+:\d+)/\?token=(\S+)", said)
        assert found, said + process.stdout.read()
        yield Server(process, found[1], found[2], said, data_dir)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def unpack(message: bytes) -> tuple[dict[str, Any], bytes]:
    """A picture's JSON and its JPEG."""
    (length,) = struct.unpack_from("<I", message)
    return json.loads(message[4 : 4 + length]), message[4 + length :]


def messages(page: ClientConnection, within: float = 30.0) -> Iterator[dict[str, Any]]:
    """What the page is told, pictures left out; TimeoutError when nothing comes for so long."""
    while True:
        message = page.recv(within)
        if isinstance(message, str):
            yield json.loads(message)


def until(page: ClientConnection, type_: str, within: float = 30.0, **values: Any) -> dict[str, Any]:
    """The next message of this type with these values."""
    return next(
        message
        for message in messages(page, within)
        if message["type"] == type_ and all(message.get(name) == value for name, value in values.items())
    )


def say(page: ClientConnection, type_: str, **values: Any) -> None:
    """Send a page's command."""
    page.send(json.dumps({"type": type_, **values}))
