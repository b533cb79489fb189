"""What the environment can set: variables with the prefix RECORD_, read once, never changed."""

import difflib
import os
import re
from ipaddress import AddressValueError, IPv6Address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "RECORD_"
LAST_PORT = 65_535
LONGEST_DRAIN_S = 3_600
AccessLog = Literal["auto", "on", "off", "client"]
NEAR = 0.7
"""How alike a variable must be spelt to a setting, 0 to 1, to be taken for a misspelt one."""


class SettingsError(Exception):
    """A variable is wrong; the message is one line that names it."""


_LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*|\[([0-9a-f:.]+)\]"
_PATH = r"(?:/[\w.~-]+)*"
_ADDRESS = re.compile(rf"(https?://(?:{_HOST})(?::(\d{{1,5}}))?)({_PATH})/?", re.ASCII | re.IGNORECASE)


def _public_address(address: str | None) -> str | None:
    """Scheme, host and port (RFC 6454) in lower case, and a path as it is, without a slash at the end."""
    if address is None:
        return None
    found = _ADDRESS.fullmatch(address)
    if found and int(found[3] or 0) <= LAST_PORT and (found[2] is None or _is_ipv6(found[2])):
        return found[1].lower() + found[4]
    raise ValueError("an address like https://data.example or https://data.example/talent, and nothing after it")


def _is_ipv6(text: str) -> bool:
    try:
        return bool(IPv6Address(text))
    except AddressValueError:
        return False


def _root_path(path: str) -> str:
    """A path without a slash at the end; empty: the root."""
    if re.fullmatch(rf"{_PATH}/?", path, re.ASCII):
        return path.rstrip("/")
    raise ValueError("a path like /talent")


class Settings(BaseSettings):
    """The settings."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    release: Annotated[Path, Field(description="the folder of the release that is served")] = Path(".build/release")
    host: Annotated[str, Field(min_length=1, description="the address to listen on; :: takes IPv4, too")] = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=LAST_PORT, description="the port to listen on; 0 takes a free one")] = 8000
    public_url: Annotated[
        str | None,
        AfterValidator(_public_address),
        Field(description="where clients find the service, like https://data.example/talent: makes links absolute"),
    ] = None
    root_path: Annotated[
        str,
        AfterValidator(_root_path),
        Field(description="the prefix below which a proxy serves it, like /talent; else that of the public URL"),
    ] = ""
    cache_bytes: Annotated[int, Field(ge=0, description="memory for the cache of answers; 0 caches nothing")] = (
        32_000_000
    )
    drain_seconds: Annotated[
        float,
        Field(
            ge=0,
            le=LONGEST_DRAIN_S,
            allow_inf_nan=False,
            description="how long, on SIGTERM, /readyz says 503 and answers close their connections, before it stops",
        ),
    ] = 0.0
    access_log: Annotated[
        AccessLog,
        Field(
            description="a line for each request: on, off, client (with addresses), auto (on, but not on a terminal)"
        ),
    ] = "auto"

    @property
    def served_below(self) -> str:
        """The prefix below which it is served: that of the public address, unless another one is set."""
        return self.root_path or urlsplit(self.public_url or "").path


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def read_settings() -> Settings:
    """Read the environment. Raises SettingsError on a wrong value, and on what looks like a misspelt setting.

    Other variables with the prefix are none of our business: Kubernetes makes some up for a service of that name.
    """
    known = [variable(name) for name in Settings.model_fields]
    for name in os.environ:
        given = name.upper()
        if given.startswith(PREFIX) and given not in known:
            bare = [each.removeprefix(PREFIX) for each in known]
            for near in difflib.get_close_matches(given.removeprefix(PREFIX), bare, n=1, cutoff=NEAR):
                raise SettingsError(f"{name}: unknown setting; did you mean {PREFIX}{near}?")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{variable(str(first['loc'][0]))}: {first['msg']}") from None
