"""The commands of the plans: list them, and show one as the file that it could be."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli_options import DataDir

PLANS_EXAMPLES = """Examples:

\b
  formcheck plans
  formcheck plans show hips > my-hips.toml    to edit, and to put into the folder of plans
  formcheck --plan hips
"""

plans_app = typer.Typer(rich_markup_mode=None, help="Workouts: list and show them.", epilog=PLANS_EXAMPLES)


@plans_app.callback(invoke_without_command=True)
def list_plans(context: typer.Context, data_dir: DataDir = None) -> None:
    """Workouts: list and show them."""
    context.obj = data_dir or context.obj
    if context.invoked_subcommand is not None:
        return
    from formcheck.plans import Shelf, plans_folder

    folder = plans_folder(context.obj)
    plans, faults = Shelf(folder).read()
    for slug, shelved in plans.items():
        plan = shelved.file.plan()
        long = f"{len(plan.sets)} sets, about {max(1, round(plan.about_s / 60))} min"
        typer.echo(f"{slug:12}  {plan.name}: {long}. {plan.note}".rstrip())
    typer.echo(f"Your own are files in {folder}: `formcheck plans show SLUG` prints one to begin with.")
    for line in faults:
        typer.echo(f"formcheck: {line}", err=True)
    if faults:
        raise typer.Exit(1)


@plans_app.command("show")
def show_plan(
    context: typer.Context,
    slug: Annotated[str, typer.Argument(metavar="SLUG", help="As in the list.")],
    data_dir: DataDir = None,
) -> None:
    """Print a plan as the file that it is, or could be."""
    from formcheck.plans import Shelf, plans_folder

    typer.echo(Shelf(plans_folder(data_dir or context.obj)).get(slug).as_toml(), nl=False)
