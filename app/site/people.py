"""Researchers and institutions as HTML, with what ties one to the other."""

from collections.abc import Sequence
from html import escape

from app.site.documents import Record, citation_link, said, text_of, words_of


def people(researchers: Sequence[Record], prefix: str) -> str:
    """Every researcher with the places where he or she worked or works."""
    return "".join(
        f"""<article class="person" id="researcher-{escape(each["id"])}">
<h3>{escape(each["name"])}</h3>
<p>{escape(each["description"])}</p>
<ul class="ties">{"".join(_tie(tie, prefix) for tie in each["affiliations"])}</ul>
<p class="data">Named in {citation_link(each, prefix)} · <a href="{prefix}{escape(each["url"])}">JSON</a></p>
</article>
"""
        for each in researchers
    )


def _tie(tie: Record, prefix: str) -> str:
    institution = tie["institution"]
    return (
        f'<li><span class="tag {escape(tie["status"])}">{words_of(tie["status"])}</span> {escape(tie["role"])}, '
        f'<a href="#institution-{escape(institution["id"])}">{escape(institution["label"])}</a> '
        f"<small>({citation_link(tie, prefix)})</small></li>"
    )


def institutions(records: Sequence[Record], researchers: Sequence[Record], prefix: str) -> str:
    """Every institution, with the people who are tied to it."""
    tied: dict[str, list[str]] = {}
    for person in researchers:
        for tie in person["affiliations"]:
            link = f'<a href="#researcher-{escape(person["id"])}">{escape(person["name"])}</a>'
            tied.setdefault(tie["institution"]["id"], []).append(f"{link} ({words_of(tie['status'])})")
    return "".join(_institution(each, tied.get(each["id"], []), prefix) for each in records)


def _institution(record: Record, tied: Sequence[str], prefix: str) -> str:
    rows = {"Kind": words_of(said_plainly(record, "institution_type")), "Country": said(record, "country")}
    rows |= {name.capitalize(): text_of(record[name]) for name in ("parent", "owner") if record.get(name)}
    rows |= {"People": ", ".join(tied)} if tied else {}
    facts = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows.items())
    return f"""<article class="institution" id="institution-{escape(record["id"])}">
<h4>{escape(record["name"])}</h4>
<p>{escape(record["description"])}</p>
<dl>{facts}</dl>
<p class="data">Named in {citation_link(record, prefix)} · <a href="{prefix}{escape(record["url"])}">JSON</a></p>
</article>
"""


def said_plainly(record: Record, field: str) -> str:
    """A coded field, or why it is null, as plain text."""
    return str(record.get(field) or record.get(f"{field}_absent_reason") or "not_stated")
