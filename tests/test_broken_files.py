"""Plans and settings that are broken in every way: one line that says what is wrong, never a traceback."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from formcheck.plans import Goal, PlanFile, check_plan
from formcheck.settings import Settings, read_settings
from formcheck.toml_file import read_toml

SCALARS = (
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=30) | st.datetimes()
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)
LIKELY = st.sampled_from([*PlanFile.model_fields, *Goal.model_fields, *Settings.model_fields])
STEPS = st.fixed_dictionaries(
    {"exercise": st.just("squat")},
    optional=dict.fromkeys([key for key in Goal.model_fields if key != "exercise"], ANYTHING),
)
PLANS = st.fixed_dictionaries({"name": st.just("x"), "steps": st.lists(STEPS, max_size=3)})
FILES = st.dictionaries(LIKELY | st.text(max_size=8), ANYTHING, max_size=4) | PLANS
QUIET = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])

READERS: dict[str, Callable[[Path], Any]] = {
    "settings": read_settings,
    "plan": lambda path: check_plan(read_toml(path)),
}


def one_line_or_nothing(read: Callable[[Path], Any], path: Path) -> None:
    """Read it; what is wrong with it is one line."""
    try:
        read(path)
    except (ValueError, OSError) as error:
        said = str(error)
    else:
        said = "fine"
    assert said
    assert "\n" not in said


@pytest.mark.parametrize("what", READERS)
@given(values=FILES)
@QUIET
def test_any_values_are_taken_or_refused_in_one_line(
    what: str, values: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(tomli_w.dumps(values).encode("utf-8", "surrogatepass"))
    one_line_or_nothing(READERS[what], path)


@pytest.mark.parametrize("what", READERS)
@given(content=st.binary(max_size=200))
@QUIET
def test_any_bytes_are_refused_in_one_line(what: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(content)
    one_line_or_nothing(READERS[what], path)


@pytest.mark.parametrize("what", READERS)
@pytest.mark.parametrize(
    "content",
    [
        b"a = " + b"[" * 100_000,
        b"a = " + b"{b = " * 50_000,
        b"[" + b"a." * 50_000 + b"a]",
        b"port = " + b"9" * 10_000,
        b"port = 0x" + b"f" * 10_000,
        b"name = '" + b"x" * (2 << 20) + b"'",
        b"\x00" * 100,
        b"\xff\xfep\x00o\x00r\x00t\x00",
        b"rest_s = nan",
    ],
    ids=["lists", "tables", "dots", "digits", "hexadecimal", "megabytes", "zeros", "utf-16", "nan"],
)
def test_what_is_made_to_break_a_reader_breaks_none(what: str, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file.toml"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"\A[^\n]+\Z"):
        READERS[what](path)


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"Is a directory|denied"):
        read_settings(tmp_path)
