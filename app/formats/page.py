"""A citation as a page for people: the quote, where it stands, and how to check it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from app.formats.bibliography import Proof, Reference, Work, iso
from app.formats.documents import Context, Document
from app.formats.html import framed, link, meta, preview
from app.formats.references import references
from app.formats.styles import Style, apa, chicago, mla, printed

STYLES: dict[str, Style] = {"APA": apa, "MLA": mla, "Chicago": chicago}

SHOWN = {
    "claim": "claims?claim={}",
    "statistic": "figure-{}",
    "researcher": "researcher-{}",
    "institution": "institution-{}",
    "affiliation": "people",
}
"""Where the page of an article shows a record, by its type; any other leads to the whole page."""


def page(documents: Sequence[Document], context: Context) -> str:
    """A complete HTML document, with one article for each citation."""
    return shown(list(references(documents, context)), context)


def shown(given: Sequence[Reference], context: Context) -> str:
    """References as a page: one under its record's label, several under their number."""
    single = len(given) == 1 and context.single
    title = given[0].entry.label if single else _count(len(given), context.total)
    articles = "".join(map(_short, given)) if not single else _article(given[0], context.prefix)
    heading = "" if single else f"<h1>{escape(title)}</h1>\n"
    head = [*_alternates(context), *(_metadata(given[0]) if single else ())]
    main = f"{heading}{articles}{_onward(context)}{_formats(context)}"
    dataset = context.dataset
    return framed(title, main, prefix=context.prefix, head=head, site=dataset.title, dataset=dataset)


def _count(here: int, total: int) -> str:
    """`3 citations`, or `20 of 347 citations` where there are more pages."""
    number = f"{here}" if here == total else f"{here} of {total}"
    return f"{number} citation{'' if total == 1 else 's'}"


def _alternates(context: Context) -> Iterator[str]:
    for each in context.alternates:
        address, kind, label = escape(each.address), escape(each.media_type), escape(each.label)
        yield f'<link rel="alternate" href="{address}" type="{kind}" title="{label}">'


def _metadata(reference: Reference) -> Iterator[str]:
    """What reference managers read: the text that is cited (Highwire Press tags), and the same in Dublin Core."""
    work = reference.work
    people = [author.inverted for author in work.authors]
    told = {
        "citation_title": [work.marked],
        "citation_author": people,
        "citation_publication_date": [iso(work.published).replace("-", "/")],
        "citation_publisher": [work.publisher],
        "citation_public_url": [work.address],
        "citation_language": [work.language],
        "DC.title": [work.marked],
        "DC.creator": people,
        "DC.date": [iso(work.published)],
        "DC.publisher": [work.publisher],
        "DC.language": [work.language],
        "DC.identifier": [work.address],
        "DC.description": [f"{work.place}: {work.quote}"],
    }
    yield from preview(reference.entry.label, f"“{work.quote}” ({_where(work)})")
    yield from (meta(name, content) for name, contents in told.items() for content in contents if content)


def _onward(context: Context) -> str:
    if not context.next:
        return ""
    return f'<p><a rel="next" href="{escape(context.address(context.next))}">Next page</a></p>\n'


def _formats(context: Context) -> str:
    items = "".join(f"<li>{link(each.address, each.label)}</li>\n" for each in context.alternates)
    return f"<h2>In other formats</h2>\n<ul>\n{items}</ul>\n" if items else ""


def _short(reference: Reference) -> str:
    """One of several citations, which leads to its own page."""
    return f"""<article id="{escape(reference.key)}">
<h2>{escape(reference.entry.label)}</h2>
<blockquote>{escape(reference.proof.quote)}</blockquote>
<p>{escape(_where(reference.work))}. {link(f"{reference.address}?format=html", "Check and cite it")}</p>
</article>
"""


def _article(reference: Reference, prefix: str) -> str:
    """A citation, from what it is evidence of to its hashes; the record is linked on its article's page and as JSON."""
    work, entry, proof = reference.work, reference.entry, reference.proof
    kind, release = escape(entry.kind), escape(f"{entry.dataset} {entry.version}")
    view = f"{prefix}/articles/{reference.source}#{SHOWN.get(entry.kind, 'main').format(entry.id)}"
    return f"""<article id="{escape(reference.key)}">
<h1>{escape(entry.label)}</h1>
<blockquote>{escape(proof.quote)}</blockquote>
<p>{escape(_where(work))}.{_deep_link(proof.deep_link)}</p>
{_caveat(work)}<p>These words mark the place; the span around them is the evidence of the {kind}
{link(view, entry.id)} in {release} ({link(entry.address, "JSON")}).</p>
{_note(entry.note)}<h2>Cite it</h2>
{"".join(_styled(name, reference, style) for name, style in STYLES.items())}<h2>Check it</h2>
<p>Each of these needs the file {escape(proof.file_name)} and nothing else. With one command:</p>
{_code(proof.command)}<p>In Python:</p>
{_code(python_check(proof))}<p>In JavaScript, with Node:</p>
{_code(javascript_check(proof))}<h2>Where it stands</h2>
{_facts(reference)}</article>
"""


def _caveat(work: Work) -> str:
    return f'<p class="caveat">{escape(work.caveat)}</p>\n' if work.caveat else ""


def _note(note: str) -> str:
    return f"<p><strong>Bear in mind:</strong> {escape(note)}</p>\n" if note else ""


def _where(work: Work) -> str:
    """What is cited, and where in it."""
    return ", ".join([work.publisher or work.heading, *(["as republished"] if work.republished else []), work.place])


def _styled(name: str, reference: Reference, style: Style) -> str:
    return f'<h3>{name}</h3>\n<div class="reference">\n{_paragraphs(printed(style, reference.items))}</div>\n'


def _facts(reference: Reference) -> str:
    proof, entry = reference.proof, reference.entry
    rows: Mapping[str, str] = {
        "Citation": link(reference.address, reference.key),
        "Quote": f"code points {proof.quote_start} to {proof.quote_end}, the end not included",
        "Span": f"code points {proof.start} to {proof.end}, the end not included",
        "SHA-256 of the span": f"<code>{escape(proof.sha256)}</code>",
        "SHA-256 of the file": f"<code>{escape(proof.file_sha256)}</code>",
        "Licence of the record": link(entry.licence_url, entry.licence),
    }
    return f"<dl>\n{''.join(f'<dt>{name}</dt><dd>{value}</dd>{chr(10)}' for name, value in rows.items())}</dl>\n"


def _code(text: str) -> str:
    return f"<pre><code>{escape(text)}</code></pre>\n"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>\n" for part in text.rstrip("\n").split("\n\n"))


def _deep_link(address: str | None) -> str:
    return f" {link(address, 'Open the page at the quote')}." if address else ""


def python_check(proof: Proof) -> str:
    """A program for Python 3 that prints `True`, or ends with status 1 where the file doesn't bear the citation out."""
    return f"""\
from hashlib import sha256
from pathlib import Path
data = Path({_literal(proof.file_name)}).read_bytes()
text = data.decode()  # one index for each code point
span = text[{proof.start}:{proof.end}].encode()
proved = text[{proof.quote_start}:{proof.quote_end}] == {_literal(proof.quote)}
proved = proved and sha256(span).hexdigest() == "{proof.sha256}"
proved = proved and sha256(data).hexdigest() == "{proof.file_sha256}"
print(proved)
raise SystemExit(not proved)
"""


def javascript_check(proof: Proof) -> str:
    """A program for Node that prints `true`, or ends with status 1 where the file doesn't bear the citation out."""
    return f"""\
const sha256 = (part) => require("node:crypto").createHash("sha256").update(part).digest("hex");
const data = require("node:fs").readFileSync({_literal(proof.file_name)});
const text = Array.from(data.toString("utf8")); // code points, not UTF-16 units
const cut = (start, end) => text.slice(start, end).join("");
const proved = cut({proof.quote_start}, {proof.quote_end}) === {_literal(proof.quote)}
  && sha256(cut({proof.start}, {proof.end})) === "{proof.sha256}"
  && sha256(data) === "{proof.file_sha256}";
console.log(proved);
process.exitCode = proved ? 0 : 1;
"""


def _literal(text: str) -> str:
    """A string literal that Python and JavaScript read alike: JSON's escapes, other characters as they are."""
    return json.dumps(text, ensure_ascii=False)
