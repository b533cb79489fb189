"""The terms of our linked data: schema.org for what records say, Web Annotation for where it stands, and our own.

What those two have no term for, or what would become a plain fact in them, is said in terms of ours, which are named as
the fields of the JSON are. The context stands in every document as an object, so that no processor fetches one.
"""
# ruff: noqa: SIM905 - terms are read as a paragraph; as a list, each would take a line

from collections.abc import Mapping

from app.formats.documents import Context, Document

Node = dict[str, object]

SCHEMA = "https://schema.org/"
OA = "http://www.w3.org/ns/oa#"
# A UUID is nobody else's and needs neither a registry nor a domain that somebody has to keep. It never changes.
OWN = "urn:uuid:20989010-8599-42ed-b0eb-bc581116f9fa#"
OFFSET = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
SCHEMA_TERMS = """
Article Claim CollegeOrUniversity Country CreativeWork Dataset DefinedTerm GovernmentOrganization MediaObject
NewsArticle NewsMediaOrganization Observation Organization OrganizationRole Person Property PropertyValue
QuantitativeValue Question Report ResearchOrganization WebPage about additionalProperty affiliation alternateName
appearance author citation copyrightHolder copyrightYear datePublished description encoding familyName givenName
hasPart headline identifier inLanguage knowsAbout license location maxValue measuredProperty mentions minValue name
observationAbout observationDate observationPeriod parentOrganization propertyID publisher roleName sha256
spatialCoverage subjectOf termCode text unitText value workExample
""".split()
OWN_TERMS = """
certainty checkable claim claim_type condition coverage extent hedge institution_type institution_type_basis
left_out_reason note ordinal owner polarity primary_source qualifiers related relation rights_absent_reason role
role_as_written source_type status text_complete text_sha256
""".split()
OWN_OBJECTS = "attribution countries country date_published field geography period population".split()
"""Objects that stand as they do in the JSON: every name within is a term of ours."""
OA_TERMS = "Annotation SpecificResource TextPositionSelector TextQuoteSelector exact refinedBy".split()
CONTEXT: Node = {
    **{term: f"{SCHEMA}{term}" for term in SCHEMA_TERMS},
    **{term: {"@id": f"{SCHEMA}{term}", "@type": "@id"} for term in ("sdLicense", "url")},
    **{term: f"{OA}{term}" for term in OA_TERMS},
    **{term: {"@id": f"{OA}{term}", "@type": OFFSET} for term in ("start", "end")},
    **{term: f"{OWN}{term}" for term in OWN_TERMS},
    **{term: {"@id": f"{OWN}{term}", "@context": [None, {"@vocab": OWN}]} for term in OWN_OBJECTS},
    **{term: f"{OA}has{term.capitalize()}" for term in ("body", "selector", "source", "target")},
}


def known(node: Node) -> Node:
    """The node without what is null or empty."""
    return {name: value for name, value in node.items() if value not in (None, [], {})}


def own(document: Document, *names: str) -> Node:
    """Fields in terms of ours, with the value that they have in the JSON; of objects, what is known."""
    return {name: _as_it_is(document[name]) for name in names}


def _as_it_is(value: object) -> object:
    if isinstance(value, list):
        return [_as_it_is(item) for item in value]
    return known(dict(value)) if isinstance(value, Mapping) else value


def stated(value: object) -> Document | None:
    """An object that says how it is known, where the text states it: only that may stand as a plain fact."""
    return value if isinstance(value, Mapping) and value["basis"] == "stated" else None


def named(reference: object, context: Context) -> Node | None:
    """A node for another record, by name and address; none for null.

    An affiliation is a blank node: the address that references give for it is its researcher's.
    """
    if not isinstance(reference, Mapping):
        return None
    if reference["type"] == "affiliation":
        return {"@type": "OrganizationRole", "identifier": reference["id"], "name": reference["label"]}
    kind, address = context.linked[reference["type"]], context.address(reference["url"])
    return {"@id": address, "@type": kind.name, "name": reference["label"]}


def country(place: object) -> Node | None:
    """A country by name and ISO 3166-1 alpha-2 code; none for null."""
    if not isinstance(place, Mapping):
        return None
    return {"@type": "Country", "name": place["label"], "identifier": place["code"]}
