"""The list of what was tried names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from soak.__main__ import PARTS

HERE = Path(__file__).parent
LIST = (HERE.parent / "docs" / "TRUST.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(test_\w+\.py)::(\w+)`", LIST)))


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", (HERE / file).read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("part", sorted(set(re.findall(r"soak `(\w+)`", LIST))))
def test_a_part_of_the_soak_that_is_named_exists(part: str) -> None:
    assert part in PARTS


def test_every_number_has_its_row() -> None:
    assert [int(number) for number in re.findall(r"^\| (\d+) \|", LIST, re.MULTILINE)] == list(range(1, 59))
