"""Fills what is searched: the full-text index, the list of its words, and the table of their forms."""

import sqlite3

from sqlalchemy import Connection, insert, text
from sqlmodel import col, select

from app import models as m
from app.formats.table import SEPARATOR
from app.query.words import first_entry, indexed
from app.vocabulary import SearchedType
from seed.forms import Spelling, forms

NAMED = {SearchedType.researcher, SearchedType.institution}
"""The kinds whose titles are names."""

_KIND = " ".join(f"WHEN {first_entry(kind) // m.SEARCH_BLOCK} THEN '{kind}'" for kind in SearchedType)
_COUNT_WORDS = text(f"""
    INSERT INTO search_word (record_type, word, entries)
    SELECT CASE doc / {m.SEARCH_BLOCK} {_KIND} END AS kind, term, count(DISTINCT doc)
    FROM temp.word GROUP BY kind, term
""")  # noqa: S608 - numbers and names of ours


def index_words(connection: Connection) -> None:
    """Index the entries, which are all there, as the countries are."""
    raw = connection.connection.dbapi_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.create_function("indexed", 1, indexed, deterministic=True)
    connection.exec_driver_sql(
        "INSERT INTO search_index (rowid, title, text) SELECT id, indexed(title), indexed(text) FROM search_entry"
    )
    connection.exec_driver_sql("CREATE VIRTUAL TABLE temp.word USING fts5vocab ('main', 'search_index', 'instance')")
    connection.execute(_COUNT_WORDS)
    connection.exec_driver_sql("DROP TABLE temp.word")
    words = connection.scalars(select(col(m.SearchWord.word)).distinct())
    found = forms(words, _spelling(connection), _countries(connection))
    connection.execute(insert(m.SearchForm), [{"form": form, "words": words} for form, words in found])


def _spelling(connection: Connection) -> Spelling:
    spelling = Spelling()
    entry = m.SearchEntry
    for kind, title, words in connection.execute(select(col(entry.record_type), col(entry.title), col(entry.text))):
        spelling.read(title, is_name=kind in NAMED)
        spelling.read(words, is_name=False)
    return spelling


def _countries(connection: Connection) -> dict[str, list[str]]:
    """The abbreviations and the code of each country, by its name."""
    country = m.Country
    rows = connection.execute(select(col(country.label), col(country.abbreviations), col(country.code)))
    return {label: [*filter(None, (abbreviations or "").split(SEPARATOR)), code] for label, abbreviations, code in rows}
