"""The page has words for everything that the coaches may say."""

import json
import re
from pathlib import Path

import pytest

from formcheck import CATALOGUE
from formcheck.core.holding import Hold
from formcheck.plans import Shelf

ENGLISH = Path(__file__).parent.parent / "web" / "phrases" / "en.js"
PHRASES = re.findall(r'^ {2}"([a-z_.]+)":', ENGLISH.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_exercise_fault_and_reason_has_its_words(key: str) -> None:
    exercise = CATALOGUE[key]
    rules = exercise.counter.checks if isinstance(exercise.counter, Hold) else exercise.counter.gates
    wanted = {f"noun.{key}", *(f"reason.{rule.reason}" for rule in rules if rule.reason)}
    wanted |= {f"{kind}.{fault.key}" for fault in exercise.faults for kind in ("rule", "happened")}
    assert wanted - set(PHRASES) == set()


def coach_texts(language: str) -> set[str]:
    """The English of everything that is translated of what the coach says."""
    text = (ENGLISH.parent / f"{language}.js").read_text("utf-8").partition("export const coach")[2]
    return {json.loads(key) for key in re.findall(r'^ {2}("(?:[^"\\]|\\.)+"):', text, re.MULTILINE)}


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_everything_that_the_coach_says_is_translated(language: str) -> None:
    said = set()
    for exercise in CATALOGUE.values():
        told = exercise.describe()
        said |= {told[name] for name in ("name", "trains", "goal", "placement")} | {told["signal"]["name"]}
        said |= {fault[name] for fault in told["faults"] for name in ("cue", "explains", "turn")}
    for plan in Shelf().read()[0].values():
        said |= {plan.as_dict()[name] for name in ("name", "note", "warm_up")}
    assert coach_texts(language) == said - {""}
