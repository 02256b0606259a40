"""Working on one thing while the next is fetched: the same things, the same errors, and a clean end."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from formcheck.ahead import ahead


def test_the_items_come_in_their_order() -> None:
    assert list(ahead(range(100))) == list(range(100))
    assert list(ahead([])) == []


def test_the_next_item_is_fetched_while_the_caller_has_the_one_before() -> None:
    fetched = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        fetched.set()
        yield 2

    coming = ahead(items())
    assert next(coming) == 1
    assert fetched.wait(10)
    assert list(coming) == [2]


def test_what_fetching_raises_arrives_behind_the_items_before_it() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("no more")

    coming = ahead(items())
    assert next(coming) == 1
    with pytest.raises(OSError, match="no more"):
        next(coming)


def test_closing_waits_for_the_fetch_that_is_under_way() -> None:
    last = []

    def items() -> Iterator[int]:
        yield 1
        last.append(2)
        yield 2

    coming = ahead(items())
    next(coming)
    coming.close()
    assert last == [2]
