"""Two things at once: the next item is made while the one before is worked on."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")


def ahead(items: Iterable[Item]) -> Generator[Item, None, None]:
    """The same items, each fetched by a thread while the caller is busy with the one before.

    Close it before what it reads from. What fetching raises is raised here.
    """
    with ThreadPoolExecutor(1) as thread:
        iterator, end = iter(items), object()
        coming = thread.submit(next, iterator, end)
        while (item := coming.result()) is not end:
            coming = thread.submit(next, iterator, end)
            yield item  # type: ignore[misc]
