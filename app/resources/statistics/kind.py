"""Statistics: what the rest of the house needs to know of them."""

from app.formats.annotation import evidence
from app.formats.documents import Context, Document, LinkedType, parts
from app.formats.terms import Node, country, known, named, own, stated
from app.resources.kind import Kind
from app.resources.statistics.queries import StatisticQuery
from app.resources.statistics.router import router
from app.vocabulary import Modifier, RecordType

QUALIFIERS = ("kind", "value_text", "unit", "modifier", "lower_inclusive", "upper_inclusive", "bounds_basis")


def _node(statistic: Document, context: Context) -> Node:
    measure = statistic["measure"]
    about = [*(named(item, context) for item in parts(statistic, "about")), country(stated(statistic["geography"]))]
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
    """The number with its bounds; as properties what has no term, such as whether a bound itself is possible.

    A number that a word moves is such a property, too: as the plain value it would be read as exact.
    """
    is_exact = statistic["modifier"] == Modifier.unmodified
    qualifiers = {name: statistic[name] for name in (*QUALIFIERS, *(() if is_exact else ("value",)))}
    return known(
        {
            "@type": "QuantitativeValue",
            "value": statistic["value"] if is_exact else None,
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


STATISTIC = Kind(
    RecordType.statistic,
    queries=(StatisticQuery,),
    router=router,
    searched=("label", "value_text"),
    linked=LinkedType("Observation", _node),
    about="""
Figures, with the wording beside the number and the bounds that the words promise.

* *Which shares are certainly below 40 percent?* `/v1/statistics?unit=percent&value__lt=40&match=certain`: also
  “almost forty percent”, since that is less than 40.
* *For which figures does the text give no time?* `/v1/statistics?missing=period`: among others “27 per cent”, which
  stands alone on its line.
""",
)
