"""Series: what the rest of the house needs to know of them."""

from app.formats.documents import Context, Document, LinkedType, parts
from app.formats.terms import Node, named
from app.resources.kind import Kind
from app.resources.series.queries import SeriesQuery
from app.resources.series.router import router
from app.vocabulary import RecordType


def _node(series: Document, context: Context) -> Node:
    """A series as a data set of the observations that are its points."""
    return {
        "@type": "Dataset",
        "name": series["label"],
        "description": series["definition"],
        "hasPart": [named(point["statistic"], context) for point in parts(series, "points")],
        "sdLicense": context.dataset.licence_url,
    }


SERIES = Kind(
    RecordType.series,
    queries=(SeriesQuery,),
    router=router,
    searched=("label", "definition"),
    linked=LinkedType("Dataset", _node),
    about="""
Figures of one measure that may be read side by side, ready for a chart.
A point that the text doesn't give is absent.

* *How did the shares of AI patents change?* `/v1/series/ai-patent-share`: the American share from “54.1” to “20.9”.
* *Which series are there?* `/v1/series`: for instance “Share of the world's AI patents”.
""",
)
