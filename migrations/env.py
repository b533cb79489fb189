"""Runs the migrations on a file: the draft of a release, or by hand (`alembic upgrade head`) one to try them on."""

import warnings
from pathlib import Path

from alembic import context
from sqlalchemy import create_engine
from sqlmodel import AutoString, SQLModel

from app import models as models

INDEX = "search_index"
"""A virtual table, made by its migration in SQL; SQLite keeps it in tables of its own, named after it."""

TRIED = Path(__file__).parents[1] / ".build" / "migrations.sqlite"

warnings.filterwarnings("ignore", message=".*expression-based index")  # SQLite tells nothing of them; a test does

file: Path = context.config.attributes.get("file", TRIED)
file.parent.mkdir(parents=True, exist_ok=True)
engine = create_engine(f"sqlite:///{file}")
with engine.connect() as connection:
    connection.exec_driver_sql("PRAGMA synchronous = OFF")  # or each table waits for the disk
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_item=lambda kind, item, _: kind == "type" and isinstance(item, AutoString) and "sa.String()",
        include_name=lambda name, kind, _: kind != "table" or not (name or "").startswith(INDEX),
    )
    with context.begin_transaction():
        context.run_migrations()
