"""What is stored for lists: refused where it was made by other declarations, and found over any shape of tables."""

import shutil
from pathlib import Path
from typing import Annotated

import pytest
from sqlalchemy import create_engine

from app import models as m
from app.database import DatabaseError
from app.main import create_app
from app.query.choices import Facets, MultiValue, Relationship
from app.query.filters import Equals, several
from app.query.pagination import ListQuery
from app.query.statements import included_statement
from app.query.stored import LACKED, declarations, set_statements
from app.resources import LISTS
from app.resources.claims.queries import ClaimQuery
from app.resources.statistics.queries import StatisticQuery
from app.settings import Settings


def test_a_database_made_by_other_declarations_is_refused_in_one_line(
    release: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.main.LISTS", tuple(query for query in LISTS if query is not ClaimQuery))
    with pytest.raises(DatabaseError, match=r"built for other filters, facets or orders .* make seed$") as refused:
        create_app(Settings(release=release))
    assert "\n" not in str(refused.value)


def test_every_facet_counts_among_the_declarations() -> None:
    class Fewer(ClaimQuery):
        facets: Annotated[MultiValue[str], Facets("topic")] = ()

    others = tuple(query for query in LISTS if query is not ClaimQuery)
    assert len({declarations(LISTS), declarations(others), declarations((*others, Fewer))}) == 3


class PairQuery(ListQuery):
    """Two facets over one link table, which holds pairs of records of one kind."""

    table = m.Institution
    parent: Annotated[MultiValue[str], Equals(m.Institution.parent_id, of=m.Institution.id)] = ()
    child: Annotated[MultiValue[str], Equals(m.Institution.id, of=m.Institution.parent_id)] = ()
    facets: Annotated[MultiValue[str], Facets("parent", "child")] = ()


def test_two_facets_over_one_table_and_a_tie_to_itself_are_told_apart(database: Path) -> None:
    engine = create_engine(f"sqlite:///{database}")
    with engine.connect() as connection:
        units = connection.exec_driver_sql("SELECT id, parent_id FROM institution WHERE parent_id IS NOT NULL").all()
        places: dict[str, int] = dict(connection.exec_driver_sql("SELECT id, position FROM institution").all())
        found = {name: set(connection.execute(made).all()) for name, made in set_statements(PairQuery)}
        statement = included_statement((Relationship(m.Institution.parent_id, m.Institution.id, m.Institution),))
        brought = connection.exec_driver_sql(
            statement.sql, {**statement.constants, "ids": several({parent for _, parent in units})}
        ).all()
    engine.dispose()
    assert units
    assert found["parent"] == {(places[child], parent) for child, parent in units}
    assert found["child"] == {(places[parent], child) for child, parent in units}
    assert {row[0] for row in brought} == {parent for _, parent in units}


@pytest.mark.parametrize("query", [ClaimQuery, StatisticQuery])
def test_a_period_that_is_open_at_its_start_is_not_missing(
    database: Path, tmp_path: Path, query: type[ListQuery]
) -> None:
    engine = create_engine(f"sqlite:///{shutil.copy(database, tmp_path)}")
    table = query.table.__tablename__
    with engine.connect() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET period_start = NULL")  # noqa: S608 - names of ours
        lacking = set(connection.exec_driver_sql(f"SELECT position FROM {table} WHERE period IS NULL").scalars())  # noqa: S608 - as above
        found = [(name, *row) for name, made in set_statements(query) for row in connection.execute(made)]
    engine.dispose()
    assert lacking
    for stored_as in (("period", ""), (LACKED, "period")):
        assert {position for name, position, value in found if (name, value) == stored_as} == lacking
