"""Where the files that are no code live: web/ (the page) and models/ (the pose model)."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def asset_folder(name: str) -> Path:
    """The folder "web" or "models": inside the package when installed, beside it in a checkout.

    FileNotFoundError: neither is there; the message is one line.
    """
    installed, checkout = PACKAGE / "_assets" / name, PACKAGE.parent / name
    for folder in (installed, checkout):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"formcheck's folder {name!r} is missing (looked for {installed} and {checkout}): "
        "install formcheck again"
    )
