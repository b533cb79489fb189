import json
from typing import Any

import pytest
from hypothesis import given
from pyld import jsonld as processor

from app.formats.jsonld import jsonld
from app.formats.terms import OA, OWN, SCHEMA
from tests.formats.examples import (
    CLAIM,
    INSTITUTION,
    KNOWN,
    PASSAGE,
    RECORDS,
    RESEARCHER,
    SOURCE,
    STATISTIC,
    TORN,
    author,
    context,
)
from tests.formats.text import text, unhurried

Json = dict[str, Any]


def refuse(address: str, _: object) -> None:
    raise AssertionError(f"A processor fetched {address}.")


def expanded(written: str) -> list[Json]:
    """The document by a processor of others, which may not fetch anything."""
    options = {"base": "https://api.example/", "documentLoader": refuse}
    return list(processor.expand(json.loads(written), options))


def one(document: Json, base: str = "https://api.example") -> Json:
    node = json.loads(jsonld([document], context(base=base, single=True)))
    del node["@context"]
    return dict(node)


def names(node: object) -> set[str]:
    """All names of properties and types in a document."""
    if isinstance(node, list):
        return set().union(*map(names, node))
    if not isinstance(node, dict):
        return set()
    types = node.get("@type", [])
    own = {name for name in node if not name.startswith("@")} | set(types if isinstance(types, list) else [types])
    return own.union(*map(names, node.values()))


def local(iris: set[str]) -> set[str]:
    return {iri.removeprefix(SCHEMA).removeprefix(OA).removeprefix(OWN) for iri in iris}


@pytest.mark.parametrize("kind", RECORDS)
def test_every_term_is_defined_and_nothing_is_lost_in_expansion(kind: str) -> None:
    written = jsonld(RECORDS[kind], context(kind))
    found = names(expanded(written))
    unknown = {iri for iri in found if not iri.startswith((SCHEMA, OA, OWN, "http://www.w3.org/2001/XMLSchema#"))}
    assert not unknown, "a term in app/formats/terms.py is needed for each"
    used = {"body": "hasBody", "source": "hasSource", "selector": "hasSelector", "target": "hasTarget"}
    plain = {used.get(name, name) for name in names(json.loads(written)["@graph"])}
    assert plain == local({iri for iri in found if not iri.startswith("http://www.w3.org/2001")})


@pytest.mark.parametrize("base", ["", "https://api.example"])
@pytest.mark.parametrize("kind", RECORDS)
def test_the_address_of_a_record_is_its_id(kind: str, base: str) -> None:
    for document in RECORDS[kind]:
        node = one(document, base)
        assert node["@id"] == f"{base}{document['url']}"
        written = expanded(jsonld([document], context(base=base, single=True)))
        assert written[0]["@id"] == (base or "https://record.invalid") + document["url"]


def test_the_evidence_is_an_annotation_with_both_selectors() -> None:
    (work,) = one(CLAIM)["subjectOf"]
    assert work["@type"] == ["CreativeWork", "Annotation"]
    assert work["citation"] == CLAIM["citation"]["formatted"]
    assert work["target"]["selector"] == {
        "@type": "TextPositionSelector",
        "start": 13,
        "end": 64,
        "refinedBy": {"@type": "TextQuoteSelector", "exact": "The tide rose"},
    }


def test_a_tie_that_is_over_says_so() -> None:
    (role,) = one(RESEARCHER)["affiliation"]
    assert role["roleName"] == "head (former)"
    current = RESEARCHER | {"affiliations": [RESEARCHER["affiliations"][0] | {"status": "current"}]}
    assert one(current)["affiliation"][0]["roleName"] == "head"


PLACE = {"code": "PT", "label": "Portugal"}
COUNTRY = {"@type": "Country", "name": "Portugal", "identifier": "PT"}
FIELD = {"text": "Tides"}
PERIOD = {"text": "2018", "start": 2018, "end": 2018}
DATE = {"value": "2019", "note": "The copyright line."}


@pytest.mark.parametrize(
    ("record", "field", "value", "term", "fact"),
    [
        (INSTITUTION, "country", PLACE, "location", COUNTRY),
        (STATISTIC, "geography", PLACE, "observationAbout", COUNTRY),
        (STATISTIC, "period", PERIOD, "observationDate", "2018"),
        (RESEARCHER, "field", FIELD, "knowsAbout", "Tides"),
        (SOURCE, "date_published", DATE, "datePublished", "2019"),
        (CLAIM, "countries", PLACE, "spatialCoverage", COUNTRY),
    ],
)
def test_what_is_only_implied_is_no_plain_fact(record: Json, field: str, value: Json, term: str, fact: object) -> None:
    for basis in ("stated", "implied"):
        given = value | {"basis": basis}
        node = one(record | {field: [given] if field == "countries" else given, "about": []})
        assert node[field] == ([given] if field == "countries" else given)
        assert node.get(term) == (([fact] if isinstance(node.get(term), list) else fact) if basis == "stated" else None)


def test_a_type_that_is_only_implied_is_none_of_the_node() -> None:
    assert (one(INSTITUTION)["@type"], one(INSTITUTION)["institution_type"]) == ("Organization", "research_institute")
    assert one(INSTITUTION | {"institution_type_basis": "stated"})["@type"] == "ResearchOrganization"


def test_how_firmly_a_claim_is_put_is_kept_in_terms_of_our_own() -> None:
    firm = {"certainty": "hedged", "hedge": "could", "polarity": "denied", "claim_type": "predictive"}
    (node,) = expanded(jsonld([CLAIM | firm], context(single=True)))
    assert {name: node[f"{OWN}{name}"] for name in firm} == {name: [{"@value": value}] for name, value in firm.items()}
    assert node[f"{OWN}attribution"][0][f"{OWN}attributed_to"] == [{"@value": "Ana Mar"}]
    (link,) = node[f"{OWN}related"]
    assert link[f"{OWN}relation"] == [{"@value": "supports"}]
    assert link[f"{OWN}claim"][0]["@id"] == "https://api.example/v1/claims/sea-rises"
    assert node[f"{OWN}countries"][0][f"{OWN}basis"] == [{"@value": "implied"}]


def test_a_base_is_stated_only_where_it_is_known() -> None:
    assert json.loads(jsonld([CLAIM], context()))["@context"]["@base"] == "https://api.example/"
    for base in ("", "/below"):
        assert json.loads(jsonld([CLAIM], context(base=base)))["@context"]["@base"] == "https://record.invalid/"


def test_whether_a_bound_is_possible_is_a_property_of_the_value() -> None:
    value = one(STATISTIC)["value"]
    properties = {entry["propertyID"]: entry["value"] for entry in value["additionalProperty"]}
    assert (value["minValue"], properties["lower_inclusive"]) == (3, True)
    assert "maxValue" not in value
    assert "upper_inclusive" not in properties


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ({"text": "2018", "start": 2018, "end": 2018, "basis": "stated"}, ("P1Y", "2018")),
        ({"text": "2016–18", "start": 2016, "end": 2018, "basis": "stated"}, ("P3Y", None)),
        (None, (None, None)),
    ],
)
def test_a_period_is_a_duration(period: Json | None, found: tuple[str | None, str | None]) -> None:
    node = one(STATISTIC | {"period": period})
    assert (node.get("observationPeriod"), node.get("observationDate")) == found


def test_what_is_unknown_is_left_out() -> None:
    assert not {"measuredProperty", "observationAbout", "observationPeriod"} & set(one(TORN))
    assert not {"headline", "author", "url"} & set(one(SOURCE))
    assert not {"hedge", "qualifiers"} & set(one(CLAIM))
    bare = INSTITUTION | {"institution_type": None, "country": None, "parent": None, "name_as_written": "Tide Station"}
    assert one(bare)["@type"] == "Organization"
    assert not {"location", "parentOrganization", "alternateName"} & set(one(bare))
    assert None not in one(PASSAGE).values()


@unhurried
@given(text)
def test_any_text_is_kept(value: str) -> None:
    (node,) = expanded(jsonld([CLAIM | {"text": value}], context(single=True)))
    assert node[f"{SCHEMA}text"] == [{"@value": value}]


def test_a_question_is_no_claim_and_a_reference_doesnt_tell() -> None:
    asked = CLAIM | {"claim_type": "question", "certainty": None, "polarity": None}
    assert (one(CLAIM)["@type"], one(asked)["@type"]) == ("Claim", "Question")
    assert one(asked)["related"][0]["claim"]["@type"] == "CreativeWork"


@pytest.mark.parametrize(
    ("kind", "written"),
    [("newspaper_article", "NewsArticle"), ("report", "Report"), ("speech", "CreativeWork"), ("web_page", "WebPage")],
)
def test_a_source_has_the_type_of_its_text(kind: str, written: str) -> None:
    assert one(SOURCE | {"source_type": kind})["@type"] == written


def test_authors_are_people_by_the_parts_of_their_names() -> None:
    people, bodies = one(KNOWN)["author"], one(SOURCE | {"authors": [author("Tide Office")]})["author"]
    assert people[0] == {"@type": "Person", "name": "Ana Mar", "familyName": "Mar", "givenName": "Ana"}
    assert bodies == [{"name": "Tide Office"}]
