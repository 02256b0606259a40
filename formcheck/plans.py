"""Plans on the shelf: those that are ready, and a person's own, each a file that they can read and edit."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs
import tomli_w
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from formcheck.core.plan import Plan, Step
from formcheck.exercises import CATALOGUE
from formcheck.toml_file import first_fault, read_toml

READY = Path(__file__).parent / "ready_plans"
READY_SLUGS = ("hips", "thighs", "intervals")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # of a plan: the name of its file, and never a path
LONGEST_SLUG = 60
MOST_SETS = 200  # of a plan: 20 minutes of the shortest intervals are 120


def plans_folder(data_dir: Path | None = None) -> Path:
    """Where a person's own plans are, in this folder or where the system keeps a user's data."""
    return (data_dir or platformdirs.user_data_path("formcheck", appauthor=False)) / "plans"


class PlanError(ValueError):
    """A plan that there is not, or that may not be changed; the message is one line."""


class Goal(BaseModel):
    """Some sets of one exercise, as a person writes them down; see `core.plan.Step`.

    minutes   in the place of `sets`: as many intervals as fit
    """

    model_config = ConfigDict(extra="forbid")
    exercise: str
    sets: int = Field(1, ge=1, le=50)
    reps: int | None = Field(None, ge=1, le=500)
    each_side: bool = False
    seconds: float | None = Field(None, ge=1, le=3600)
    breaths: int | None = Field(None, ge=1, le=100)
    work_s: float | None = Field(None, ge=5, le=600)
    rest_s: float = Field(60.0, ge=0, le=1800)
    minutes: float | None = Field(None, ge=1, le=120)

    @field_validator("exercise")
    @classmethod
    def _known(cls, key: str) -> str:
        if key not in CATALOGUE:
            raise ValueError(f"expected one of {', '.join(CATALOGUE)}; got {key!r:.40}")
        return key

    @model_validator(mode="after")
    def _possible(self) -> Goal:
        if self.minutes is not None and self.work_s is None:
            raise ValueError("minutes: expected work_s beside it, the seconds of an interval")
        self.step()
        return self

    def step(self) -> Step:
        """The same for the schedule."""
        values = self.model_dump(exclude={"exercise", "minutes"})
        if self.minutes is not None and self.work_s is not None:
            values["sets"] = max(1, int(60 * self.minutes / (self.work_s + self.rest_s)))
        return Step(CATALOGUE[self.exercise], **values)


class PlanFile(BaseModel):
    """A plan as it stands in its file, and as a page sends it; see `core.plan.Plan`."""

    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=80)
    note: str = Field("", max_length=500)
    warm_up: str = Field("", max_length=500)
    warm_up_s: float = Field(0.0, ge=0, le=1800)
    steps: list[Goal] = Field(min_length=1, max_length=50)

    @model_validator(mode="after")
    def _not_endless(self) -> PlanFile:
        sets = len(self.plan().sets)
        if sets > MOST_SETS:
            raise ValueError(f"expected at most {MOST_SETS} sets; got {sets}")
        return self

    def plan(self) -> Plan:
        """The same for the schedule."""
        steps = tuple(goal.step() for goal in self.steps)
        return Plan(self.name, steps, self.note, self.warm_up, self.warm_up_s)

    def as_dict(self) -> dict[str, Any]:
        """What differs from what is usual, in plain values."""
        return self.model_dump(exclude_defaults=True)


KEYS: Mapping[str, Mapping[str, Any]] = {"": PlanFile.model_fields, "steps": Goal.model_fields}


def check_plan(values: Mapping[str, Any]) -> PlanFile:
    """What a file or a page says, checked. ValueError: the first thing that is wrong, in one line."""
    try:
        return PlanFile.model_validate(values)
    except ValidationError as error:
        raise ValueError(first_fault(error, KEYS)) from None


def check_goal(values: Mapping[str, Any]) -> Goal:
    """The same for the goal of one exercise."""
    try:
        return Goal.model_validate(values)
    except ValidationError as error:
        raise ValueError(first_fault(error, {"": Goal.model_fields})) from None


@dataclass(frozen=True, slots=True)
class ShelvedPlan:
    """A plan with its slug; `own`: the person made it, and may change it."""

    slug: str
    own: bool
    file: PlanFile

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the page."""
        told = {"slug": self.slug, "own": self.own, **self.file.plan().as_dict()}
        return told | {"steps": self.file.as_dict()["steps"]}

    def as_toml(self) -> str:
        """As it stands in a file."""
        return tomli_w.dumps(self.file.as_dict())


class Shelf:
    """All plans; those in `folder` are a person's own. None: there are only those that are ready."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder

    def read(self) -> tuple[dict[str, ShelvedPlan], list[str]]:
        """Every plan by its slug, the ready ones first, and a line for each file that is none."""
        plans = {slug: ShelvedPlan(slug, False, _read(READY / f"{slug}.toml")) for slug in READY_SLUGS}
        faults = []
        for path in sorted(self.folder.glob("*.toml")) if self.folder else []:
            try:
                plans[path.stem] = ShelvedPlan(self._own(path.stem), True, _read(path))
            except PlanError as error:
                faults.append(f"{path}: the file's name: {error}")
            except (ValueError, OSError) as error:
                faults.append(str(error))
        return plans, faults

    def get(self, slug: str) -> ShelvedPlan:
        """One plan. PlanError: there is none of this slug."""
        plans, _ = self.read()
        if slug not in plans:
            raise PlanError(f"plan: expected one of {', '.join(plans)}; got {slug!r:.40}")
        return plans[slug]

    def put(self, slug: str, plan: PlanFile) -> ShelvedPlan:
        """Keep a plan, in the place of the one that had this slug. PlanError, OSError: it cannot be kept."""
        path = self._path(slug)
        shelved = ShelvedPlan(slug, True, plan)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        part.write_text(shelved.as_toml(), encoding="utf-8")
        os.replace(part, path)
        return shelved

    def delete(self, slug: str) -> bool:
        """Remove a person's own plan; False: there is none of this slug. PlanError: it is not theirs."""
        path = self._path(slug)
        found = path.exists()
        path.unlink(missing_ok=True)
        return found

    def _path(self, slug: str) -> Path:
        if self.folder is None:
            raise PlanError("there is no folder for plans")
        return self.folder / f"{self._own(slug)}.toml"

    def _own(self, slug: str) -> str:
        if not SLUG.fullmatch(slug) or len(slug) > LONGEST_SLUG:
            raise PlanError(f"expected lower-case letters, digits and dashes; got {slug!r:.40}")
        if slug in READY_SLUGS:
            raise PlanError(f"the plan {slug} is always there: choose another name")
        return slug


def _read(path: Path) -> PlanFile:
    """One file. ValueError, OSError: what is wrong with it, in one line with its name."""
    values = read_toml(path)
    try:
        return check_plan(values)
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from None
