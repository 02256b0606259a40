"""What test modules share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import NoChromiumError, chromium
from hypothesis import settings
from playwright.sync_api import Browser

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium to which two more names lead to this computer.

    Closed with its module: Playwright's event loop would be in the way of those that come after.
    """
    try:
        with chromium("--host-resolver-rules=MAP evil.test 127.0.0.1,MAP rebind.test 127.0.0.1") as started:
            yield started
    except NoChromiumError as error:
        pytest.skip(str(error))
