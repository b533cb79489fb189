"""How an answer is written down: in which format, with which addresses, and what has no room in it."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from pydantic_core import from_json, to_json
from sqlalchemy import LargeBinary, cast
from sqlmodel import col, select

from app.database import prepare
from app.formats.documents import Alternate, Context
from app.formats.registry import CITATION_FORMATS, RECORD_FORMATS, Format
from app.http.negotiation import choose
from app.http.problems import InvalidValue, NotAcceptable
from app.http.request import Received
from app.http.responses import ETAG_HEX_DIGITS, SECURITY, Representation, explained, link_header
from app.http.streams import StreamedResponse
from app.models import Source
from app.program import PROGRAM
from app.query.choices import FULL, KEPT_OF_CITATIONS, Formats
from app.query.filters import members, several
from app.query.pagination import Query, RecordQuery, declared
from app.query.parser import Pairs, escaped, needs_no_escaping, parameters
from app.query.service import Service
from app.vocabulary import RecordType

JSON = RECORD_FORMATS["json"]

ONLY_JSON = Formats(JSON)
"""What there is to choose from where a query has no `format`."""

ONLY_IN_JSON = ("include", "facets", "citation")

ADDRESSES = (b"url", b"self", b"first", b"next")
"""Members whose values are addresses."""

Relations = Sequence[tuple[str, str]]
"""Addresses that an answer relates to: relation (RFC 8288) and root-relative address."""


class Renderer:
    """Renders the response to one request."""

    def __init__(self, service: Service, asked: Received) -> None:
        key = asked.key
        self.accept = key.accept
        self.path = escaped(key.path)
        self.query = key.query
        self.first = self._first(key.query)
        """The request's address without its cursor."""
        self.database = service.database
        self.base = asked.base
        self.prefix = asked.prefix
        self.about = service.about
        self.linked = service.linked

    @cached_property
    def parameters(self) -> Pairs:
        """What was asked, as it was."""
        return parameters(self.query)

    def chosen(self, query: Query) -> Format:
        """The format asked for, else the most welcome one. Raises where none is, or where it has no room for all."""
        formats = declared(type(query), Formats).get("format", ONLY_JSON)
        asked: str | None = getattr(query, "format", None) or choose(self.accept, formats.media_types)
        if asked is None:
            example = self.first if formats is ONLY_JSON else self.instead(format=JSON.name)
            offered = list(formats.media_types)
            detail = f"This can be had as {', '.join(offered)}."
            raise NotAcceptable.of("Accept", detail, offered, offered[0], example=example)
        chosen: Format = formats.known[asked]
        if chosen is not JSON:
            self._check_room(query, chosen)
        return chosen

    def _check_room(self, query: Query, chosen: Format) -> None:
        """Refuse what a format has no room for."""
        for name in ONLY_IN_JSON:
            if getattr(query, name, None) not in {None, (), FULL}:
                detail = f"`{name}` is for JSON alone: it can't be had with “{chosen.label}”."
                raise InvalidValue.of(name, detail, example=self.instead(format=JSON.name))

    def json(self, body: bytes, relations: Relations, total: int | None = None) -> Representation:
        """JSON, with addresses that it relates to by relation; `total` of a list."""
        headers = {"content-type": JSON.media_type, "link": self.links(relations), **_counted(total)}
        return Representation(absolute(body, self.base), headers)

    def records(
        self,
        query: RecordQuery,
        chosen: Format,
        texts: Sequence[bytes],
        relations: Relations,
        *,
        total: int | None = None,
    ) -> Representation:
        """Records in a format of the registry, from their documents; `total` of a list, None where there is but one."""
        documents = self._parsed(texts)
        context = self._context(query, chosen, documents, relations, total)
        headers = self._headers(chosen, relations, total)
        if chosen.name == "html":
            headers |= SECURITY
        return Representation(chosen.encode(documents, context), headers)

    def streamed(
        self,
        query: RecordQuery,
        chosen: Format,
        batches: Iterable[Sequence[bytes]],
        relations: Relations,
        *,
        total: int,
        stamp: str,
    ) -> StreamedResponse:
        """The records of a list in a format that is a file, written while they are sent. `stamp` is the release's.

        Its tag is known before its bytes: it is made of all that they follow from, this program included.
        """
        context = self._context(query, chosen, [], relations, total)
        parsed = map(self._parsed, batches)
        written = ((each, replace(context, sources=self._sources(chosen, each))) for each in parsed)
        pieces = chosen.pieces(written, context)
        asked = "\n".join([PROGRAM, stamp, self.base, self.path, self.query.decode("latin-1"), chosen.name])
        headers = self._headers(chosen, relations, total) | {"link": self.all_links(relations)}
        tag = sha256(asked.encode()).hexdigest()[:ETAG_HEX_DIGITS]
        return StreamedResponse(pieces, headers, tag, self.about.released_at)

    def _parsed(self, texts: Sequence[bytes]) -> list[dict[str, Any]]:
        return [json.loads(absolute(text, self.base)) for text in texts]

    def _context(
        self,
        query: RecordQuery,
        chosen: Format,
        documents: Sequence[dict[str, Any]],
        relations: Relations,
        total: int | None,
    ) -> Context:
        """What documents alone don't say; `total` of a list."""
        related = dict(relations)
        return Context(
            self.about,
            query.model,
            self.base,
            single=total is None,
            sources=self._sources(chosen, documents),
            total=1 if total is None else total,
            next=related.get("next"),
            alternates=self._alternates(query, chosen, related.get("cite-as")),
            linked=self.linked,
        )

    def _headers(self, chosen: Format, relations: Relations, total: int | None) -> dict[str, str]:
        name = "-".join(self.path.split("/")[3:]) or self.path.rsplit("/", 1)[1]
        return {
            "link": self.links(relations),
            "content-type": chosen.content_type,
            "content-disposition": f'inline; filename="{name}.{chosen.extension}"',
            **_counted(total),
        }

    def _alternates(self, query: RecordQuery, chosen: Format, record: str | None) -> list[Alternate]:
        """The same in every other format: `record`, where that is the address of one, else this very page."""
        kept = [] if record else [pair for pair in self.parameters if pair[0] != "format"]
        return [
            Alternate(each.label, each.media_type, self.base + self._with([*kept, ("format", each.name)], record))
            for each in declared(type(query), Formats)["format"].formats
            if each is not chosen
        ]

    def _sources(self, chosen: Format, records: Sequence[dict[str, Any]]) -> dict[str, dict[str, object]]:
        """The documents of the sources that citations point into, by id, where the format writes these down."""
        if chosen.name not in CITATION_FORMATS:
            return {}
        cited = {each["source"]["id"] for each in records if each["type"] == RecordType.citation}
        rows = self.database.rows(_SOURCES, {"ids": several(cited)}) if cited else ()
        return {record_id: json.loads(absolute(text, self.base)) for record_id, text in rows}

    def _first(self, query: bytes) -> str:
        if query and b"cursor" not in query and needs_no_escaping(query):
            return f"{self.path}?{query.decode()}"
        return self.instead()

    def at(self, cursor: str | None) -> str:
        """The request's address with this cursor; cursors need no escaping."""
        return f"{self.first}{'&' if '?' in self.first else '?'}cursor={cursor}" if cursor else self.first

    def instead(self, **values: str) -> str:
        """The first page of the same request with other values for these parameters."""
        pairs = [pair for pair in self.parameters if pair[0] != "cursor" and pair[0] not in values]
        return self._with([*pairs, *values.items()])

    def applied(self, name: str, value: str, null: str) -> str:
        """The same list with this value alone for a filter, with `missing=null` in its place for the empty value."""
        return self._with([*self._besides([name], null), (name, value)]) if value else self.lacking([name], null)

    def lacking(self, names: Collection[str], field: str) -> str:
        """The same list of what lacks a field, in the place of some filters."""
        return self._with([*self._besides(names, field), ("missing", field)])

    def _besides(self, names: Collection[str], field: str) -> Pairs:
        """What else is asked than by some filters, or by `missing` of their field."""
        gone = {*names, "cursor", "facets"}
        return [pair for pair in self.parameters if pair[0] not in gone and pair != ("missing", field)]

    def _with(self, pairs: Pairs, path: str | None = None) -> str:
        return f"{path or self.path}?{urlencode(pairs)}" if pairs else self.path

    def links(self, relations: Relations) -> str:
        """The relations of this very answer, as a Link header."""
        return link_header(relations, self.base)

    def all_links(self, relations: Relations) -> str:
        """The same with where everything is explained, which the middleware adds to what is sent at once."""
        return f"{self.links(relations)}, {explained(self.base, self.about.licence_url).decode()}"


def shortened(document: bytes) -> bytes:
    """A document with the short form of each citation in it."""
    return to_json(_shortened(from_json(document)))


def _shortened(value: Any) -> Any:
    if isinstance(value, list):
        return [_shortened(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == RecordType.citation:
        return {name: value[name] for name in KEPT_OF_CITATIONS}
    return {name: _shortened(item) for name, item in value.items()}


def _counted(total: int | None) -> dict[str, str]:
    """What a list in a format without room for it says of its length: a page is seldom all."""
    return {} if total is None else {"x-total-count": str(total)}


def absolute(text: bytes, base: str) -> bytes:
    """JSON with `base`, where there is one, before every address of ours: the values of some members.

    Within a text, quotation marks are escaped: there these never stand side by side.
    """
    for member in ADDRESSES if base else ():
        text = text.replace(b'"%s":"/' % member, b'"%s":"%s/' % (member, base.encode()))
    return text


_SOURCES = prepare(select(col(Source.id), cast(Source.document, LargeBinary)).where(col(Source.id).in_(members("ids"))))
