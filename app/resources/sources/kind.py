"""Sources: what the rest of the house needs to know of them."""

from app.formats.documents import Context, Document, LinkedType, at, parts
from app.formats.terms import Node, known, named, own, stated
from app.resources.kind import Kind
from app.resources.sources.queries import SourceQuery
from app.resources.sources.router import router
from app.vocabulary import RecordType

WORKS = {"newspaper_article": "NewsArticle", "press_release": "Article", "report": "Report", "web_page": "WebPage"}


def _node(source: Document, context: Context) -> Node:
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


SOURCE = Kind(
    RecordType.source,
    queries=(SourceQuery,),
    router=router,
    searched=("label", "summary"),
    linked=LinkedType("CreativeWork", _node),  # an article, a speech …
    about="""
The articles: who published them, in what state we hold them, and the hash of the very file.

* *Is my copy the one that was coded?* `/v1/sources`: compare `text.sha256` with that of your file.
* *How much of it is represented?* `/v1/sources/scmp-ai-talent-2025/coverage`: all of the “body”.
""",
)
