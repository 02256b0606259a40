"""The page has words for everything that the coaches may say."""

import ast
import json
import re
from pathlib import Path

import pytest

from formcheck import CATALOGUE
from formcheck.core.holding import Hold
from formcheck.plans import Shelf
from formcheck.wording import measure_name

ENGLISH = Path(__file__).parent.parent / "web" / "phrases" / "en.js"
PHRASES = re.findall(r'^ {2}"([a-z_.]+)":', ENGLISH.read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("key", CATALOGUE)
def test_every_exercise_fault_and_reason_has_its_words(key: str) -> None:
    exercise = CATALOGUE[key]
    rules = exercise.counter.checks if isinstance(exercise.counter, Hold) else exercise.counter.gates
    wanted = {f"noun.{key}", *(f"reason.{rule.reason}" for rule in rules if rule.reason)}
    if isinstance(exercise.counter, Hold):
        wanted |= {f"until.{reason}" for reason in (*(rule.reason for rule in rules), "moved", "lost_sight")}
    wanted |= {f"{kind}.{fault.key}" for fault in exercise.faults for kind in ("rule", "happened")}
    assert wanted - set(PHRASES) == set()


def test_every_measure_that_a_repetition_carries_has_its_name_and_no_other_has() -> None:
    labels = {reading.measure.label for exercise in CATALOGUE.values() for reading in exercise.reports}
    named = {f"measure.{measure_name(label)[0]}" for label in labels}
    assert {key for key in PHRASES if key.startswith("measure.")} == named


def texts(language: str, speaker: str) -> set[str]:
    """The English of everything that is translated of what the coach, or the server, says."""
    text = (ENGLISH.parent / f"{language}.js").read_text("utf-8").partition(f"export const {speaker}")[2]
    text = text.partition("\n};")[0]
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
    assert texts(language, "coach") == said - {""}


SERVER = ("analyses", "app", "app_history", "app_plans", "guard", "lesson", "live", "uploads")


def fixed_sentences(module: str) -> set[str]:
    """Every sentence without a value in it that stands in a module of the server, but for docstrings."""
    path = ENGLISH.parent.parent.parent / "formcheck" / f"{module}.py"
    tree = ast.parse(path.read_text("utf-8"))
    parts = {id(part) for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for part in text.values}
    parts |= {id(line.value) for line in ast.walk(tree) if isinstance(line, ast.Expr)}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts
        if re.fullmatch(r"\w+ .+\.", node.value)
    }


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_every_fixed_sentence_of_the_server_is_translated(language: str) -> None:
    said = set().union(*(fixed_sentences(module) for module in SERVER))
    assert texts(language, "server") == said | {"nobody was seen"}
