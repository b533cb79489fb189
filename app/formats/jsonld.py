"""Records as linked data (JSON-LD 1.1). What is unknown is left out.

What the text only implies stands in terms of our own, with its basis, never as a plain fact of schema.org.
"""

from collections.abc import Callable, Mapping, Sequence

from app.formats.annotation import annotation, evidence, position
from app.formats.documents import Context, Document, at, compact, parts
from app.formats.terms import CONTEXT, Node, known, named, own, stated

ORGANIZATIONS = {
    "university": "CollegeOrUniversity",
    "research_institute": "ResearchOrganization",
    "government_agency": "GovernmentOrganization",
    "newspaper": "NewsMediaOrganization",
}
WORKS = {"newspaper_article": "NewsArticle", "press_release": "Article", "report": "Report", "web_page": "WebPage"}
QUALIFIERS = ("kind", "value_text", "unit", "modifier", "lower_inclusive", "upper_inclusive", "bounds_basis")


def jsonld(documents: Sequence[Document], context: Context) -> str:
    """One object where one record was asked for, else a `@graph`; addresses are the ids of the nodes."""
    nodes = [_node(document, context) for document in documents]
    base = {"@base": f"{context.base}/"} if context.base else {}
    return compact({"@context": base | CONTEXT, **(nodes[0] if context.single else {"@graph": nodes})})


def _node(document: Document, context: Context) -> Node:
    describe = NODES[str(document["type"])]
    return {"@id": context.address(document["url"]), **known(describe(document, context))}


def _claim(claim: Document, context: Context) -> Node:
    return {
        "@type": "Question" if claim["claim_type"] == "question" else "Claim",
        "text": claim["text"],
        "about": [named(item, context) for name in ("topics", "about") for item in parts(claim, name)],
        "spatialCoverage": [_country(item) for item in parts(claim, "countries") if stated(item)],
        "mentions": [named(item, context) for item in parts(claim, "statistics")],
        "appearance": named(at(claim, "citation", "source"), context),
        **own(claim, "claim_type", "certainty", "hedge", "qualifiers", "polarity", "attribution", "checkable", "note"),
        **own(claim, "countries", "population", "period", "text_complete"),
        "related": [
            {"relation": link["relation"], "claim": named(link["claim"], context)} for link in parts(claim, "related")
        ],
        **evidence(claim, context),
    }


def _researcher(researcher: Document, context: Context) -> Node:
    return {
        "@type": "Person",
        "name": researcher["name"],
        "description": researcher["description"],
        "knowsAbout": at(stated(researcher["field"]) or {}, "text"),
        **own(researcher, "field"),
        "affiliation": [_affiliation(tie, context) for tie in parts(researcher, "affiliations")],
        **evidence(researcher, context),
    }


def _affiliation(tie: Document, context: Context) -> Node:
    """A tie in the form of a role, which repeats the property that it qualifies.

    Only an end date, which is unknown, could say that a tie is over in schema.org: so the name of the role says it too.
    """
    return {
        "@type": "OrganizationRole",
        "identifier": tie["id"],
        "roleName": f"{tie['role']} (former)" if tie["status"] == "former" else tie["role"],
        "affiliation": named(tie["institution"], context),
        **own(tie, "role_as_written", "status"),
        **evidence(tie, context),
    }


def _institution(institution: Document, context: Context) -> Node:
    """An organisation; its owner stands in a term of ours, since schema.org knows owners of products only."""
    written = institution["name_as_written"]
    kind = institution["institution_type"] if institution["institution_type_basis"] == "stated" else None
    return {
        "@type": ORGANIZATIONS.get(str(kind), "Organization"),
        "name": institution["name"],
        "alternateName": written if written != institution["name"] else None,
        "description": institution["description"],
        "location": _country(stated(institution["country"])),
        "parentOrganization": named(institution["parent"], context),
        "owner": named(institution["owner"], context),
        **own(institution, "institution_type", "institution_type_basis", "country"),
        **evidence(institution, context),
    }


def _statistic(statistic: Document, context: Context) -> Node:
    measure = statistic["measure"]
    about = [*(named(item, context) for item in parts(statistic, "about")), _country(stated(statistic["geography"]))]
    return {
        "@type": "Observation",
        "name": statistic["label"],
        "measuredProperty": {"@type": "Property", "name": measure} if measure else None,
        "value": _quantity(statistic),
        "observationAbout": [node for node in about if node],
        **_period(stated(statistic["period"]) or {}),
        **own(statistic, "population", "geography", "period", "note", "primary_source", "text_complete"),
        **evidence(statistic, context),
    }


def _quantity(statistic: Document) -> Node:
    """The number with its bounds; as properties what has no term, such as whether a bound itself is possible."""
    qualifiers = {name: statistic[name] for name in QUALIFIERS}
    return known(
        {
            "@type": "QuantitativeValue",
            "value": statistic["value"],
            "unitText": statistic["currency"] or statistic["unit_label"] or statistic["unit"],
            "minValue": statistic["lower"],
            "maxValue": statistic["upper"],
            "additionalProperty": [
                {"@type": "PropertyValue", "propertyID": name, "value": value}
                for name, value in known(qualifiers).items()
            ],
        }
    )


def _period(period: Document) -> Node:
    """Whole years as an ISO 8601 duration; a date too where it is one year, as no term says which end it would be.

    A period with an open end, or one of days, stands in our own term alone.
    """
    start, end = period.get("start"), period.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or period.get("start_date") or period.get("end_date"):
        return {}
    return {
        "observationPeriod": f"P{end - start + 1}Y",
        **({"observationDate": f"{start:04d}"} if start == end else {}),
    }


def _source(source: Document, context: Context) -> Node:
    file = {"@type": "MediaObject", "name": at(source, "text", "file_name"), "sha256": at(source, "text", "sha256")}
    seen = {"url": at(source, "republication", "address"), "description": at(source, "republication", "note")}
    institution, publisher = named(source["publisher_institution"], context), source["publisher"]
    holder = at(source, "rights", "holder")
    return {
        "@type": WORKS.get(str(source["source_type"]), "CreativeWork"),
        "headline": source["title"],
        "description": source["descriptive_title"],
        "author": [_author(author) for author in parts(source, "authors")],
        "publisher": institution or (publisher and {"@type": "Organization", "name": publisher}),
        "copyrightHolder": holder and {"@type": "Organization", "name": holder},
        "copyrightYear": at(source, "rights", "year"),
        "license": at(source, "rights", "licence"),
        "datePublished": at(stated(source["date_published"]) or {}, "value"),
        **own(source, "source_type", "date_published", "rights_absent_reason", "extent", "condition"),
        "inLanguage": source["language"],
        "url": source["original_url"],
        "workExample": {"@type": "CreativeWork", **seen} if seen["url"] else None,
        "encoding": file,
        "sdLicense": context.dataset.licence_url,
    }


def _author(author: Document) -> Node:
    """A person by the parts of the name; by one name alone it is not told whether it is a person or a body."""
    if author["name"]:
        return {"name": author["name"]}
    full = " ".join(str(author[part]) for part in ("given", "family") if author[part])
    return known({"@type": "Person", "name": full, "familyName": author["family"], "givenName": author["given"]})


def _passage(passage: Document, context: Context) -> Node:
    return {
        "@type": "SpecificResource",
        "name": passage["label"],
        "source": named(passage["source"], context),
        "selector": position(passage["start"], passage["end"]),
        "text_sha256": passage["sha256"],
        **own(passage, "ordinal", "role", "condition", "coverage", "left_out_reason"),
    }


def _citation(citation: Document, context: Context) -> Node:
    return {**annotation(citation, context), "body": named(citation["record"], context)}


def _topic(topic: Document, _: Context) -> Node:
    return {
        "@type": "DefinedTerm",
        "name": topic["label"],
        "description": topic["definition"],
        "termCode": topic["id"],
    }


def _series(series: Document, context: Context) -> Node:
    """A series as a data set of the observations that are its points."""
    return {
        "@type": "Dataset",
        "name": series["label"],
        "description": series["definition"],
        "hasPart": [named(point["statistic"], context) for point in parts(series, "points")],
        "sdLicense": context.dataset.licence_url,
    }


def _country(place: object) -> Node | None:
    """A country by name and ISO 3166-1 alpha-2 code; none for null."""
    if not isinstance(place, Mapping):
        return None
    return {"@type": "Country", "name": place["label"], "identifier": place["code"]}


NODES: dict[str, Callable[[Document, Context], Node]] = {
    "claim": _claim,
    "researcher": _researcher,
    "institution": _institution,
    "statistic": _statistic,
    "source": _source,
    "passage": _passage,
    "citation": _citation,
    "topic": _topic,
    "series": _series,
}
