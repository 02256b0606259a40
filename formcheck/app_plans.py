"""The API of the plans: those that are ready, and a person's own."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Response

from formcheck.desk import AtDesk, Json, JsonObject, read_object
from formcheck.plans import check_plan

api = APIRouter(prefix="/api/plans")


@api.get("")
def plans(desk: AtDesk) -> Response:
    """Every plan, and a line for each file that is none."""
    found, faults = desk.shelf.read()
    return Json({"plans": [plan.as_dict() for plan in found.values()], "faults": faults})


@api.put("/{slug}")
def put_plan(slug: str, values: Annotated[JsonObject, Depends(read_object)], desk: AtDesk) -> Response:
    """Keep a plan of one's own under this slug."""
    try:
        plan = check_plan(values)
    except ValueError as error:
        raise HTTPException(422, str(error)) from None
    return Json(desk.shelf.put(slug, plan).as_dict())


@api.delete("/{slug}")
def delete_plan(slug: str, desk: AtDesk) -> Response:
    """Remove a plan of one's own."""
    if not desk.shelf.delete(slug):
        raise HTTPException(404, f"There is no plan {slug!r:.40}.")
    return Response(status_code=204)
