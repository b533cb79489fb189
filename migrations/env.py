"""Runs the migrations on the database that `sqlalchemy.url` names."""

from alembic import context
from sqlalchemy import create_engine
from sqlmodel import SQLModel

from app import models as models

engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite:///.build/ai-talent.sqlite")
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=SQLModel.metadata)
    with context.begin_transaction():
        context.run_migrations()
