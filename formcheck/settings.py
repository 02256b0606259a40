"""What a person may decide once and for all, in a file that they can read and edit."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import platformdirs
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from formcheck.toml_file import first_fault, read_toml


class Settings(BaseSettings):
    """The settings; an environment variable (FORMCHECK_CAMERA) goes before the file.

    keep_landmarks  whether the 33 points of each frame are kept with a session, for the replay
    camera          as for --camera
    model           as for --model
    port            as for --port
    """

    model_config = SettingsConfigDict(env_prefix="FORMCHECK_", extra="forbid", frozen=True)
    keep_landmarks: bool = True
    camera: str | None = Field(None, min_length=1)
    model: Literal["full", "lite"] = "full"
    port: int = Field(8000, ge=0, le=65535)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then what the file says."""
        return env_settings, init_settings


def settings_path() -> Path:
    """Where the system keeps a user's settings."""
    return platformdirs.user_config_path("formcheck", appauthor=False) / "settings.toml"


def read_settings(path: Path | None = None) -> Settings:
    """The settings of this file, or of the user's own; without a file, what is usual.

    ValueError, OSError: what is wrong with it, in one line.
    """
    where = path or settings_path()
    try:
        return Settings(**(read_toml(where) if where.exists() else {}))
    except ValidationError as error:
        line = first_fault(error, {"": Settings.model_fields})
        raise ValueError(f"{where}: {line}") from None
