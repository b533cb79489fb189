"""How far the work on each article is, and which sentences nothing represents yet."""

from pathlib import Path

from seed.coverage import Sentence, Work, by_lock, by_text, share_done
from seed.lock import read_lock
from seed.reading import ARTICLE, read_article, read_yaml, try_yaml, wordings
from seed.records import Source, with_proofs
from seed.terminal import show

SHOWN = 90
"""So many characters of a sentence are shown."""


def status(folder: Path, text: str | None) -> None:
    """Print what became of an article's sentences.

    Raises SeedError where passages or records can't be read, or there is neither a text nor a lock that fits.
    """
    if text is None:
        article = read_article(folder)
        work = Work.of(article)
        found = by_lock(read_lock(folder, article, wordings(folder.parent.parent)), work)
    else:
        work = _work(folder)
        found = by_text(text, work)
    still_open = [sentence for sentence in found if sentence.state == "open"]
    counts = [sum(sentence.state == state for sentence in found) for state in ("represented", "left_out", "open")]
    show(
        ("article", "citations", "sentences", "represented", "left out", "open", "done"),
        [(folder.name, len(work.evidence), len(found), *counts, f"{share_done(found):.0%}" if still_open else "100%")],
        numbers=range(1, 7),
    )
    if still_open:
        print("\nNothing represents these yet:\n")  # noqa: T201 - a command prints
        show(("passage", "line", "role", "sentence"), [_row(sentence) for sentence in still_open], numbers=(1,))


def _work(folder: Path) -> Work:
    """What has been written so far, also where the source's own file isn't filled in yet."""
    files = {name: read_yaml(folder / f"{name}.yaml", shape) for name, shape in ARTICLE.items() if name != "source"}
    source, _ = try_yaml(folder / "source.yaml", Source)
    evidence = [item for records in files.values() for record in with_proofs(records) for item in record.evidence]
    return Work(files["passages"], evidence, source.stated_in if source else [])


def _row(sentence: Sentence) -> tuple[str, int, str, str]:
    text = sentence.text or "(with --text FILE it is shown)"
    return sentence.id, sentence.line, sentence.role, text if len(text) <= SHOWN else f"{text[: SHOWN - 1].rstrip()}…"
