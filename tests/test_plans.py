"""Plans as files: the ready ones, one's own, and the one line about what is wrong with a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from formcheck import CATALOGUE, cli
from formcheck.core.plan import WORKOUT
from formcheck.orders import OrderError, take_order
from formcheck.plans import PlanError, Shelf, check_plan, plans_folder

MINE = """
name = "Before breakfast"
note = "Short."

[[steps]]
exercise = "squat"
sets = 2
reps = 12
rest_s = 30

[[steps]]
exercise = "downward_dog"
breaths = 5
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plans = plans_folder(tmp_path)
    plans.mkdir()
    return plans


def faults(folder: Path, text: str) -> list[str]:
    (folder / "mine.toml").write_text(text)
    return Shelf(folder).read()[1]


def test_the_ready_plans_have_the_repetitions_of_the_programme() -> None:
    plans, wrong = Shelf().read()
    assert (list(plans), wrong) == (["hips", "thighs", "intervals"], [])
    goals = {
        step.exercise: (step.reps or step.breaths or step.seconds, step.each_side)
        for slug in ("hips", "thighs")
        for step in plans[slug].file.steps
    }
    assert goals == {
        "side_lunge": (10, True),
        "banded_walk": (10, True),
        "wall_sit": (20, False),
        "fire_hydrant": (10, True),
        "leg_raise": (10, True),
        "squat": (20, False),
        "lunge": (20, False),
        "deadlift": (15, False),
        "jump_squat": (20, False),
        "bridge": (20, False),
        "plank_leg_lift": (10, True),
        "downward_dog": (6, False),
    }
    assert set(goals) == set(CATALOGUE)


def test_intervals_fill_twenty_minutes_with_work_and_rest() -> None:
    plan = Shelf().get("intervals").file.plan()
    assert len(plan.sets) == 20
    assert {(one.step.work_s, one.step.rest_s) for one in plan.sets} == {(30.0, 30.0)}


def test_a_plan_of_ones_own_is_a_file_that_comes_back_as_it_was(folder: Path) -> None:
    (folder / "breakfast.toml").write_text(MINE)
    shelf = Shelf(folder)
    found = shelf.get("breakfast")
    assert (found.own, found.file.plan().name, len(found.file.plan().sets)) == (True, "Before breakfast", 3)
    shelf.put("again", found.file)
    assert shelf.get("again").file == found.file
    assert [path.name for path in sorted(folder.iterdir())] == ["again.toml", "breakfast.toml"]
    assert shelf.delete("again")
    assert not shelf.delete("again")


def test_a_broken_file_keeps_no_other_plan_away(folder: Path) -> None:
    (folder / "good.toml").write_text(MINE)
    (folder / "bad.toml").write_text("name = ")
    plans, wrong = Shelf(folder).read()
    assert list(plans) == ["hips", "thighs", "intervals", "good"]
    assert len(wrong) == 1
    assert "bad.toml" in wrong[0]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("reps = 12", "reps = 0"), "steps 1 reps: expected greater than or equal to 1; got 0"),
        (
            ("reps = 12", "rep = 12"),
            "steps 1 rep: there is no such key; expected one of exercise, sets",
        ),
        (("reps = 12", "reps = 'many'"), "steps 1 reps: expected a valid integer"),
        (("reps = 12", ""), "steps 1: expected one of reps, seconds, breaths, work_s; got none of them"),
        (("reps = 12", "seconds = 12"), "steps 1: squat is counted in repetitions: expected reps or work_s"),
        (("reps = 12", "reps = 12\nminutes = 9"), "steps 1: minutes: expected work_s beside it"),
        (('"squat"', '"sqat"'), "steps 1 exercise: expected one of squat, lunge"),
        (("note", "notes"), "notes: there is no such key; expected one of name, note, warm_up"),
        (("name =", "# name ="), "name: this key is missing"),
        (("breaths = 5", "work_s = 5\nrest_s = 0\nminutes = 100"), "expected at most 200 sets; got 1202"),
        (("[[steps]]", "[[steps]"), "mine.toml: "),
    ],
)
def test_what_is_wrong_is_one_line_with_the_file_and_the_key(
    folder: Path, change: tuple[str, str], says: str
) -> None:
    (line,) = faults(folder, MINE.replace(*change))
    assert f"{folder / 'mine.toml'}: " in line
    assert says in line
    assert "\n" not in line


def test_a_name_is_never_a_path_and_the_ready_plans_stay(folder: Path, tmp_path: Path) -> None:
    shelf, plan = Shelf(folder), Shelf().get("hips").file
    for slug in ("../out", "a/b", "Hips", "", "a--b", "x" * 61, "..", "hips"):
        with pytest.raises(PlanError):
            shelf.put(slug, plan)
        with pytest.raises(PlanError):
            shelf.delete(slug)
    assert list(tmp_path.rglob("*.toml")) == []


def test_an_order_is_a_plan_an_exercise_with_or_without_a_goal_or_whatever_is_done() -> None:
    shelf = Shelf()
    assert take_order(shelf, plan="thighs").title == WORKOUT
    assert take_order(shelf, "squat").plan is None
    (step,) = take_order(shelf, "squat", goal={"sets": 3, "reps": 12}).plan.steps
    assert (step.sets, step.reps, step.rest_s) == (3, 12, 60.0)
    assert take_order(shelf, "auto").auto
    intervals = take_order(shelf, "lunge", "intervals")
    assert (intervals.title, intervals.slug) == ("lunge", "intervals")


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"plan": "../hips"}, "plan: expected one of hips, thighs, intervals; got '../hips'"),
        ({"plan": "hips", "exercise": "squat"}, "exercise: the plan hips has its own"),
        ({"plan": "hips", "goal": {"reps": 3}}, "reps: a plan has its own goals"),
        ({"exercise": "auto", "goal": {"reps": 3}}, "reps: expected an exercise beside it; got auto"),
        ({"exercise": "squat", "goal": {"reps": 0}}, "reps: expected greater than or equal to 1; got 0"),
        ({"exercise": "squat", "goal": {"sets": 3}}, "expected one of reps, seconds, breaths, work_s"),
        ({"exercise": "squat", "goal": {"more": 1}}, "more: there is no such key"),
        ({}, "exercise: expected one of squat"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(wanted, says) -> None:
    with pytest.raises(OrderError, match=says.replace(".", r"\.")):
        take_order(Shelf(), **wanted)


def test_plans_are_listed_and_shown_in_the_terminal(folder: Path) -> None:
    (folder / "mine.toml").write_text(MINE)
    told = ["plans", "--data-dir", str(folder.parent)]
    listed = CliRunner().invoke(cli.app, told)
    assert listed.exit_code == 0
    assert "Before breakfast: 3 sets" in listed.output
    shown = CliRunner().invoke(cli.app, [*told, "show", "hips"])
    (folder / "copy.toml").write_text(shown.output)
    assert Shelf(folder).get("copy").file == Shelf().get("hips").file
    (folder / "bad.toml").write_text("name = 7")
    listed = CliRunner().invoke(cli.app, told)
    assert (listed.exit_code, "Before breakfast" in listed.output) == (1, True)
    assert "bad.toml: name: expected a valid string; got 7" in listed.output


def test_what_a_page_sends_is_checked_like_a_file() -> None:
    with pytest.raises(ValueError, match="steps: expected a valid list"):
        check_plan({"name": "x", "steps": "squat"})
