"""A citation as a page for people: the quote, where it stands, and how to check it. No script, no style of its own."""

import json
from collections.abc import Iterable, Mapping
from html import escape

from app.formats.bibliography import Proof, Reference
from app.formats.styles import apa, chicago, mla

STYLES = {"APA": apa, "MLA": mla, "Chicago": chicago}


def page(references: Iterable[Reference]) -> str:
    """A complete HTML document, with one article for each citation."""
    given = list(references)
    title = f"Citation {given[0].key}" if len(given) == 1 else f"{len(given)} citations"
    articles = "".join(_article(reference) for reference in given)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="/assets/docs.css">
</head>
<body>
<main>
<h1>{escape(title)}</h1>
{articles}</main>
</body>
</html>
"""


def _article(reference: Reference) -> str:
    article, entry, proof = reference.article, reference.entry, reference.proof
    return f"""<article id="{escape(reference.key)}">
<h2>{_link(entry.address, entry.label)}</h2>
<blockquote>{escape(proof.quote)}</blockquote>
<p>{escape(article.publisher)}, as republished, {escape(article.place)}.{_deep_link(proof.deep_link)}</p>
{_facts(reference)}<h3>Check it</h3>
<p>Each of these needs the file {escape(proof.file_name)} and nothing else. With one command:</p>
{_code(proof.command)}<p>In Python:</p>
{_code(python_check(proof))}<p>In JavaScript, with Node:</p>
{_code(javascript_check(proof))}<h3>Cite it</h3>
{"".join(f"<h4>{name}</h4>{chr(10)}{_paragraphs(style(reference))}" for name, style in STYLES.items())}</article>
"""


def _facts(reference: Reference) -> str:
    proof, entry = reference.proof, reference.entry
    rows: Mapping[str, str] = {
        "Citation": _link(reference.address, reference.key),
        "Proves": escape(f"{entry.kind}, in {entry.dataset} {entry.version}"),
        "Quote": f"code points {proof.quote_start} to {proof.quote_end}, the end not included",
        "Span": f"code points {proof.start} to {proof.end}, the end not included",
        "SHA-256 of the span": f"<code>{escape(proof.sha256)}</code>",
        "SHA-256 of the file": f"<code>{escape(proof.file_sha256)}</code>",
        "Licence of the record": _link(entry.licence_url, entry.licence),
    }
    return f"<dl>\n{''.join(f'<dt>{name}</dt><dd>{value}</dd>{chr(10)}' for name, value in rows.items())}</dl>\n"


def _code(text: str) -> str:
    return f"<pre><code>{escape(text)}</code></pre>\n"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>\n" for part in text.split("\n\n"))


def _deep_link(address: str | None) -> str:
    return f" {_link(address, 'Open the page at the quote')}." if address else ""


def _link(address: str, text: str) -> str:
    """A link to an address of the web or of this service; the text alone where the address is of another kind."""
    if address.startswith(("https://", "http://", "/")):
        return f'<a href="{escape(address)}">{escape(text)}</a>'
    return escape(text)


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
const {{ createHash }} = require("node:crypto");
const {{ readFileSync }} = require("node:fs");
const sha256 = (part) => createHash("sha256").update(part).digest("hex");
const data = readFileSync({_literal(proof.file_name)});
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
