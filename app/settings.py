"""What the environment can set: variables with the prefix APP_, read once, never changed."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "APP_"


class SettingsError(Exception):
    """A variable is wrong; the message is one line that names it."""


def _origin(address: str | None) -> str | None:
    if address is None:
        return None
    if address.startswith(("https://", "http://")):
        return address.rstrip("/")
    raise ValueError("an address that begins with https:// or http://")


class Settings(BaseSettings):
    """The settings."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    database: Path = Path(".build/ai-talent.sqlite")
    public_url: Annotated[str | None, AfterValidator(_origin)] = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8000
    kept_bytes: Annotated[int, Field(ge=0)] = 32_000_000
    """Memory for answers kept to be sent again; 0 keeps none."""


def read_settings() -> Settings:
    """Read the environment. Raises SettingsError on a wrong value, and on a misspelt variable: no silent default."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    for name in os.environ:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(f"{name}: unknown setting; known are {', '.join(sorted(known))}")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{PREFIX}{str(first['loc'][0]).upper()}: {first['msg']}") from None
