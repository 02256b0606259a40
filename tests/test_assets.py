"""The page and the model are found in a checkout and in an installed wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from formcheck import assets


@pytest.mark.parametrize("name", ["web", "models"])
def test_a_checkout_has_its_folders_beside_the_package(name: str) -> None:
    assert assets.asset_folder(name).is_dir()


def test_an_installed_package_prefers_what_came_in_its_wheel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "models").mkdir()
    inside = tmp_path / "formcheck" / "_assets" / "models"
    inside.mkdir(parents=True)
    monkeypatch.setattr(assets, "PACKAGE", tmp_path / "formcheck")
    assert assets.asset_folder("models") == inside


def test_a_missing_folder_is_one_line_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "PACKAGE", tmp_path / "formcheck")
    with pytest.raises(FileNotFoundError, match="install formcheck again") as caught:
        assets.asset_folder("web")
    assert "\n" not in str(caught.value)
