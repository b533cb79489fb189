"""The first claims as HTML, for readers without scripts and so that nothing jumps; `page/card.js` draws the same."""

from collections.abc import Iterator, Sequence
from html import escape

from app.site.documents import Record, place_of, proof_address, text_of, words_of


def claims(records: Sequence[Record], prefix: str) -> str:
    """A card for each."""
    return "".join(_card(each, prefix) for each in records)


def _card(claim: Record, prefix: str) -> str:
    kinds = "".join(
        f" {kind}"
        for kind, holds in (("question", claim["claim_type"] == "question"), ("denied", _denied(claim)))
        if holds
    )
    note = f'<p class="note">{escape(claim["note"])}</p>\n' if claim["note"] else ""
    citation = claim["citation"]
    return f"""<article class="claim{kinds}">
<div class="tags">{"".join(_tags(claim))}</div>
<h3>{escape(claim["text"])}</h3>
{_limits(claim)}{note}<p class="data"><q>{escape(citation["quote"]["exact"])}</q>, {place_of(citation)} ·
<a href="{proof_address(claim, prefix)}">Proof and citation</a></p>
</article>
"""


def _denied(claim: Record) -> bool:
    return bool(claim["polarity"] == "denied")


def _tags(claim: Record) -> Iterator[str]:
    yield f'<span class="tag strong">{words_of(claim["claim_type"])}</span>'
    if _denied(claim):
        yield '<span class="tag strong">a negative statement</span>'
    if claim["certainty"]:
        yield f'<span class="tag">{words_of(claim["certainty"])}</span>'
    for country in claim["countries"]:
        implied = " (implied)" if country["basis"] == "implied" else ""
        yield f'<span class="tag">{text_of(country)}{implied}</span>'
    yield from (f'<span class="tag">{text_of(topic)}</span>' for topic in claim["topics"])


def _limits(claim: Record) -> str:
    quoted = ", ".join(f"<q>{escape(each)}</q>" for each in claim["qualifiers"])
    said = [f"Hedge: <q>{escape(claim['hedge'])}</q>."] if claim["hedge"] else []
    said += [f"Limit{'s' if len(claim['qualifiers']) > 1 else ''}: {quoted}."] if quoted else []
    return f'<p class="hedge">{" ".join(said)}</p>\n' if said else ""
