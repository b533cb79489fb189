"""Serve: check the settings and the release first, so that a bad one is one line and exit 1, then run uvicorn."""

import gc

if __name__ == "__main__":
    gc.disable()  # what is imported stays: looking for garbage in it, again and again, takes a tenth of a start

import argparse
import errno
import gc
import logging
import os
import resource
import socket
import sys

from uvicorn import Config

from app.database import DatabaseError
from app.http.log import AccessLogger, logs_access, start_log
from app.main import create_app
from app.server import GRACE_S, BoundedProtocol, DrainingServer
from app.settings import Settings, SettingsError, read_settings, variable

BACKLOG = 2_048

log = logging.getLogger("app")


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; the exit status."""
    argparse.ArgumentParser(
        prog="python -m app",
        description="Serve a release of the record over HTTP. It is set by environment variables:",
        epilog=explain_settings(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args(arguments)
    terminal = sys.stderr.isatty()
    start_log(plain=terminal)
    try:
        settings = read_settings()
        app = create_app(settings)
        listening = listen(settings)
    except (DatabaseError, SettingsError) as error:
        print("app:", " ".join(str(error).splitlines()), file=sys.stderr)
        return 1
    gc.freeze()  # what was made until now stays: the collector need not go through it, now or later
    gc.enable()
    _raise_open_files()
    logged = logs_access(settings.access_log, terminal=terminal)
    config = Config(
        AccessLogger(app, clients=settings.access_log == "client") if logged else app,
        http=BoundedProtocol,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    for each in listening:
        host, port = each.getsockname()[:2]
        log.info("serving http://%s:%d", f"[{host}]" if ":" in host else host, port)
    gc.freeze()  # what is there for good is not looked through for garbage amid a request
    DrainingServer(config, settings.drain_seconds, app.stop).run(listening)
    return 0


def listen(settings: Settings) -> list[socket.socket]:
    """A socket for each address that the host has; `::` is for IPv4, too, where the platform can.

    Raises SettingsError where one can't be listened on.
    """
    made = []
    try:
        given = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        found = sorted({(each[0], each[4]) for each in given})
        both = {address[0] for _, address in found} == {"::"} and socket.has_dualstack_ipv6()
        for family, address in found:
            made.append(socket.create_server(address, family=family, backlog=BACKLOG, dualstack_ipv6=both))
    except (OSError, UnicodeError) as error:
        for each in made:
            each.close()
        # `socket` adds the address to the words of the system, which is said already.
        number = getattr(error, "errno", None) or 0
        reason = os.strerror(number) if number in errno.errorcode else error
        where = f"{variable('host')}={settings.host}, {variable('port')}={settings.port}"
        raise SettingsError(f"{where}: can't listen there ({reason})") from None
    return made


def _raise_open_files() -> None:
    """Each connection takes a descriptor: let there be as many as the system allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def explain_settings() -> str:
    """Every variable, what it sets, and its default: two lines each."""
    return "\n".join(
        f"  {variable(name)}\n      {field.description} (default: {field.default or 'none'})"
        for name, field in Settings.model_fields.items()
    )


if __name__ == "__main__":
    sys.exit(main())
