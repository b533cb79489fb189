"""Runs the migrations on the database that `sqlalchemy.url` names."""

from alembic import context
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from app import models as models

INDEX = "search_index"
"""A virtual table, made by its migration in SQL; SQLite keeps it in tables of its own, named after it."""

engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite:///.build/ai-talent.sqlite")
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        include_name=lambda name, kind, _: kind != "table" or not (name or "").startswith(INDEX),
    )
    with context.begin_transaction():
        context.run_migrations()
