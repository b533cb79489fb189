"""Serve: check the settings and the release first, so that a bad one is one line and exit 1, then run uvicorn."""

import gc

if __name__ == "__main__":
    gc.disable()  # what is imported stays: looking for garbage in it, again and again, takes a tenth of a start

import argparse
import logging
import sys

import uvicorn

from app.database import DatabaseError
from app.main import create_app
from app.settings import Settings, SettingsError, read_settings, variable


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; the exit status."""
    argparse.ArgumentParser(
        prog="python -m app",
        description="Serve a release of the record over HTTP. It is set by environment variables:",
        epilog=explain_settings(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    try:
        settings = read_settings()
        app = create_app(settings)
    except (DatabaseError, SettingsError) as error:
        print(f"app: {error}", file=sys.stderr)
        return 1
    gc.freeze()  # what was made until now stays: the collector need not go through it, now or later
    gc.enable()
    uvicorn.run(app, host=settings.host, port=settings.port, access_log=False, server_header=False, ws="none")
    return 0


def explain_settings() -> str:
    """Every variable, what it sets, and its default: two lines each."""
    return "\n".join(
        f"  {variable(name)}\n      {field.description} (default: {field.default or 'none'})"
        for name, field in Settings.model_fields.items()
    )


if __name__ == "__main__":
    sys.exit(main())
