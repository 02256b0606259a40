"""A camera or a computer that is too slow, really, and what the page says of it."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from broken_camera import NetworkCamera, network_camera
from chromium import axe
from playwright.sync_api import Browser, Page, expect
from running import Server, running
from test_survival import worker_of

pytestmark = pytest.mark.slow

PATIENCE_MS = 60_000
COMPUTER = "Your computer is slow"
UNCLEAR = "pictures a second arrive"


@pytest.fixture
def camera() -> Iterator[NetworkCamera]:
    with network_camera() as started:
        yield started


@pytest.fixture
def server(tmp_path: Path, camera: NetworkCamera) -> Iterator[Server]:
    with running(tmp_path, source=camera.url, model="lite") as started:
        yield started


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    opened = browser.new_page()
    opened.goto(server.address)
    yield opened
    opened.close()


def test_a_slow_camera_is_not_called_a_slow_computer(page: Page, camera: NetworkCamera) -> None:
    camera.fps = 3
    expect(page.locator(".pace")).to_contain_text(UNCLEAR, timeout=PATIENCE_MS)
    assert axe(page) == []
    page.get_by_role("button", name="Start squat").click()
    expect(page.locator(".floor .pace")).to_contain_text(UNCLEAR)
    camera.fps = 30
    expect(page.locator(".pace")).to_be_hidden(timeout=PATIENCE_MS)


@contextmanager
def starved(process: psutil.Process) -> Iterator[None]:
    """A process that has the processor for a few milliseconds now and then, as beside many others."""
    over = threading.Event()

    def starve() -> None:
        while not over.is_set():
            process.suspend()
            over.wait(0.09)
            process.resume()
            over.wait(0.005)

    starving = threading.Thread(target=starve)
    starving.start()
    try:
        yield
    finally:
        over.set()
        starving.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
def test_a_slow_computer_is_said_and_only_while_it_is_slow(page: Page, server: Server) -> None:
    expect(page.locator(".camera-note")).to_be_hidden(timeout=PATIENCE_MS)
    with starved(worker_of(server)):
        expect(page.locator(".pace")).to_contain_text(COMPUTER, timeout=PATIENCE_MS)
    expect(page.locator(".pace")).to_be_hidden(timeout=PATIENCE_MS)
