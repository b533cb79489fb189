"""Serve: check the settings and the database first, so that a bad file is one line and exit 1, then run uvicorn."""

import gc

if __name__ == "__main__":
    gc.disable()  # what is imported stays: looking for garbage in it, again and again, takes a tenth of a start

import logging
import sys

import uvicorn

from app.db import DatabaseError
from app.main import create_app
from app.settings import SettingsError, read_settings


def main() -> int:
    """Serve until stopped; the exit status."""
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


if __name__ == "__main__":
    sys.exit(main())
