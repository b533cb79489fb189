"""What the environment can set: variables with the prefix APP_, read once, never changed."""

import os
import re
from ipaddress import AddressValueError, IPv6Address
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "APP_"
LAST_PORT = 65_535


class SettingsError(Exception):
    """A variable is wrong; the message is one line that names it."""


_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*|\[([0-9a-f:.]+)\]"
_ORIGIN = re.compile(rf"(https?://(?:{_HOST})(?::(\d{{1,5}}))?)/?", re.ASCII | re.IGNORECASE)


def _origin(address: str | None) -> str | None:
    """Scheme, host and port (RFC 6454), in lower case, without a slash at the end."""
    if address is None:
        return None
    found = _ORIGIN.fullmatch(address)
    if found and int(found[3] or 0) <= LAST_PORT and (found[2] is None or _is_ipv6(found[2])):
        return found[1].lower()
    raise ValueError("an origin, like https://data.example or http://[::1]:8000, and nothing after it")


def _is_ipv6(text: str) -> bool:
    try:
        return bool(IPv6Address(text))
    except AddressValueError:
        return False


class Settings(BaseSettings):
    """The settings."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    database: Path = Path(".build/ai-talent.sqlite")
    public_url: Annotated[str | None, AfterValidator(_origin)] = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=LAST_PORT)] = 8000
    cache_bytes: Annotated[int, Field(ge=0)] = 32_000_000
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
