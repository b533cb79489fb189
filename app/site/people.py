"""Researchers and institutions as HTML, with what ties one to the other."""

from collections.abc import Sequence
from html import escape

from app.formats.html import counted
from app.site.documents import Article, Record, citation_link, said, text_of, words_of


def people(article: Article, prefix: str) -> str:
    """Every researcher with the places where he or she worked or works."""
    return "".join(
        f"""<article class="person" id="researcher-{escape(each["id"])}">
<h3>{escape(each["name"])}</h3>
<p>{escape(each["description"])}</p>
<ul class="ties">{"".join(_tie(tie, prefix) for tie in each["affiliations"])}</ul>
<p class="data">Named in {citation_link(each, prefix)} · <a href="{prefix}{escape(each["url"])}">JSON</a>
{_claims_about(each, article)}</p>
</article>
"""
        for each in article.researchers
    )


def _claims_about(record: Record, article: Article) -> str:
    """A link to the claims about somebody, where there are any."""
    asked = f"{record['type']}={record['id']}"
    number = article.about.get(asked, 0)
    if not number:
        return ""
    claims = counted(number, "claim")
    name = escape(record["name"])
    shown = claims if record["type"] == "institution" else f"{claims} about {name}"
    return f'<br><a href="#claims?{escape(asked)}" aria-label="{claims} about {name}">{shown}</a>'


def _tie(tie: Record, prefix: str) -> str:
    institution = tie["institution"]
    return (
        f'<li><span class="tag {escape(tie["status"])}">{words_of(tie["status"])}</span> {escape(tie["role"])}, '
        f'<a href="#institution-{escape(institution["id"])}">{escape(institution["label"])}</a> '
        f"<small>({citation_link(tie, prefix)})</small></li>"
    )


TIES = {"parent": "part of", "owner": "owned by"}


def institutions(article: Article, prefix: str) -> str:
    """Every institution, with the people who are tied to it."""
    tied: dict[str, list[str]] = {}
    for person in article.researchers:
        for tie in person["affiliations"]:
            link = f'<a href="#researcher-{escape(person["id"])}">{escape(person["name"])}</a>'
            tied.setdefault(tie["institution"]["id"], []).append(f"{link} ({words_of(tie['status'])})")
    return "".join(
        _institution(each, tied.get(each["id"], []), _claims_about(each, article), prefix)
        for each in article.institutions
    )


def _institution(record: Record, tied: Sequence[str], about: str, prefix: str) -> str:
    ties = [f"{TIES[name]} {text_of(record[name])}" for name in TIES if record.get(name)]
    cells = {
        "Kind": _kind(record),
        "Country": said(record, "country"),
        "Ties": "; ".join([*ties, *tied]),
        "Named in": f'{citation_link(record, prefix)} · <a href="{prefix}{escape(record["url"])}">JSON</a>{about}',
    }
    rest = "".join(f'<td data-name="{name}">{value}</td>' for name, value in cells.items())
    return f"""<tr class="institution" id="institution-{escape(record["id"])}">
<th scope="row"><strong>{escape(record["name"])}</strong> <span>{escape(record["description"])}</span></th>{rest}</tr>
"""


def _kind(record: Record) -> str:
    """What kind of organisation it is, with its basis where that is not the wording; where it is null, why."""
    if record["institution_type"] is None:
        return said(record, "institution_type")
    implied = record["institution_type_basis"] == "implied"
    return words_of(record["institution_type"]) + (' <span class="basis">implied</span>' if implied else "")
