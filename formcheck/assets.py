"""Files: where those that are no code live (web/ and models/), and how the name of any is shown."""

from __future__ import annotations

from pathlib import Path
from unicodedata import category

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


def escaped(name: str) -> str:
    r"""A file's name on one line for any terminal: control characters and stray bytes as \n, \udcff."""
    unseen = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "".join(c.encode("unicode_escape").decode() if category(c) in unseen else c for c in name)
