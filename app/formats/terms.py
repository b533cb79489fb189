"""The terms of our linked data: schema.org for what records say, Web Annotation for where it stands.

The context stands in every document as an object, so that no processor fetches one.
"""

from collections.abc import Mapping

from app.formats.documents import Context

Node = dict[str, object]

SCHEMA = "https://schema.org/"
OA = "http://www.w3.org/ns/oa#"
OFFSET = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"
SCHEMA_TERMS = (
    *("Claim", "CollegeOrUniversity", "Country", "CreativeWork", "Dataset", "DefinedTerm", "GovernmentOrganization"),
    *("MediaObject", "NewsArticle", "NewsMediaOrganization", "Observation", "Organization", "OrganizationRole"),
    *("Person", "Property", "PropertyValue", "QuantitativeValue", "ResearchOrganization"),
    *("about", "additionalProperty", "affiliation", "alternateName", "appearance", "author", "citation"),
    *(
        "copyrightHolder",
        "copyrightYear",
        "datePublished",
        "description",
        "encoding",
        "hasPart",
        "headline",
        "identifier",
    ),
    *("inLanguage", "knowsAbout", "location", "maxValue", "measuredProperty", "mentions", "minValue", "name"),
    *("observationAbout", "observationDate", "observationPeriod", "parentOrganization", "position", "propertyID"),
    *("publisher", "roleName", "sha256", "spatialCoverage", "subjectOf", "termCode", "text", "unitText", "value"),
    "workExample",
)
OA_TERMS = ("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector", "exact", "refinedBy")
CONTEXT: Node = {
    **{term: f"{SCHEMA}{term}" for term in SCHEMA_TERMS},
    **{term: {"@id": f"{SCHEMA}{term}", "@type": "@id"} for term in ("sdLicense", "url")},
    **{term: f"{OA}{term}" for term in OA_TERMS},
    **{term: {"@id": f"{OA}{term}", "@type": OFFSET} for term in ("start", "end")},
    **{term: f"{OA}has{term.capitalize()}" for term in ("body", "selector", "source", "target")},
}
TYPES = {
    "researcher": "Person",
    "institution": "Organization",
    "statistic": "Observation",
    "claim": "Claim",
    "source": "NewsArticle",
    "passage": "SpecificResource",
    "topic": "DefinedTerm",
    "series": "Dataset",
}


def known(node: Node) -> Node:
    """The node without what is null or empty."""
    return {name: value for name, value in node.items() if value not in (None, [], {})}


def named(reference: object, context: Context) -> Node | None:
    """A node for another record, by name and address; none for null.

    An affiliation is a blank node: the address that references give for it is its researcher's.
    """
    if not isinstance(reference, Mapping):
        return None
    if reference["type"] == "affiliation":
        return {"@type": "OrganizationRole", "identifier": reference["id"], "name": reference["label"]}
    kind, address = TYPES[reference["type"]], context.address(reference["url"])
    return {"@id": address, "@type": kind, "name": reference["label"]}
