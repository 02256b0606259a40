"""A Chromium for the tests of the page, and what axe finds wrong with what it shows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class NoChromiumError(RuntimeError):
    """There is none on this machine; the message says what to do."""


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """A running Chromium that talks to nobody of its own accord. NoChromiumError: there is none."""
    with sync_playwright() as playwright:
        if CHROMIUM is None and not Path(playwright.chromium.executable_path).exists():
            raise NoChromiumError(
                "no Chromium on this machine: apt-get install chromium, or playwright install chromium"
            )
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *arguments])
        yield started
        started.close()


def complaints_of(page: Page) -> list[str]:
    """What the browser will find wrong with a page, from now on."""
    found: list[str] = []
    page.on("console", lambda said: found.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def axe(page: Page) -> list[str]:
    """What axe finds wrong with what the page shows now, a line for each element."""
    page.evaluate(AXE_SCRIPT)
    found: dict[str, Any] = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", WCAG)
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
