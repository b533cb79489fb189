"""Everything that is wrong with the data at once, each fault with its file, its line and the nearest right answer."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from app.vocabulary import PassageRole
from seed.build import check_promised
from seed.coverage import Sentence, Work, by_lock
from seed.faults import Fault, SeedFaults, placed
from seed.findings import names_in
from seed.lock import LOCK_NAME, Lock, compute, read_lock
from seed.reading import (
    ARTICLE,
    SHARED,
    article_faults,
    article_folders,
    read_seed,
    shared_ids,
    try_yaml,
    valid_entries,
    wordings,
)
from seed.records import Article, SeedError
from seed.references import dangling, known_ids
from seed.render import rows_of
from seed.wording import Prose

TODO = re.compile(r"^[^#\n]*\bTODO\b", re.MULTILINE)
NEEDED = {"source", "passages"}
"""Files without which nothing more can be said."""
OURS = ("text", "note", "label", "measure", "description", "descriptive_title", "role", "condition", "definition")
"""Fields that hold texts of ours."""


def all_faults(root: Path, texts: Mapping[str, str]) -> list[Fault]:
    """Every fault under `root`. `texts`: the text of each article at hand, by its folder's name."""
    faults: list[Fault] = []
    articles: dict[str, Article] = {}
    for name, shape in SHARED.items():
        faults += try_yaml(root / f"{name}.yaml", shape)[1]
    folders = {folder.name: folder for folder in article_folders(root)}
    whole: set[str] = set()
    for slug, folder in folders.items():
        article, found = _try_article(folder)
        faults += found
        if article is not None:
            articles[slug] = article
            whole |= set() if found else {slug}
    faults += shared_ids(articles)
    known = known_ids(root)
    for slug, article in articles.items():
        faults += article_faults(folders[slug], article)
        faults += dangling(folders[slug], article, known)
        faults += _by_text(root, folders[slug], article, texts.get(slug), whole=slug in whole)
    return _once(faults) or list(_by_release(root, texts))


def _once(faults: Iterable[Fault]) -> list[Fault]:
    """The faults, a file's together, without those of a field that has one already, such as what two checks miss."""
    seen: dict[tuple[str, str, str, str], Fault] = {}
    for fault in faults:
        seen.setdefault((fault.place, fault.record, fault.field, "" if fault.field else fault.message), fault)
    files: dict[str, int] = {}
    return sorted(seen.values(), key=lambda fault: _order(fault, files))


def _order(fault: Fault, files: dict[str, int]) -> tuple[int, int]:
    """A file's faults stand together, by line; `files` numbers them as they come."""
    file, _, line = fault.place.rpartition(":")
    file, number = (file, int(line)) if line.isdigit() else (fault.place, 0)
    return files.setdefault(file, len(files)), number


def _try_article(folder: Path) -> tuple[Article | None, list[Fault]]:
    """An article without the entries that are wrong, so that what is wrong with the others is said, too."""
    faults: list[Fault] = []
    parts: dict[str, object] = {}
    for name, shape in ARTICLE.items():
        parts[name], found = try_yaml(folder / f"{name}.yaml", shape)
        if parts[name] is None and name not in NEEDED:
            parts[name] = valid_entries(folder / f"{name}.yaml", shape)
        unfilled = list(_unfilled(folder / f"{name}.yaml"))
        said = {fault.place for fault in unfilled}
        faults += [*unfilled, *(fault for fault in found if fault.place not in said)]
    readable = all(part is not None for part in parts.values())
    return (Article.model_validate(parts) if readable else None), faults


def _unfilled(path: Path) -> Iterator[Fault]:
    """What `new` left for people to fill in, and nobody has."""
    if path.is_file():
        text = path.read_text(encoding="utf-8", errors="replace")
        for match in TODO.finditer(text):
            line = text.count("\n", 0, match.end()) + 1
            yield Fault("", "", "still says TODO", f"{path}:{line}")


def _by_text(root: Path, folder: Path, article: Article, text: str | None, *, whole: bool) -> Iterator[Fault]:
    """What only the text can tell; without it, whether the lock fits, which was made from it.

    Of an article that isn't whole, neither the lock nor what nothing represents can be told.
    """
    if text is None and not (whole and (folder / LOCK_NAME).is_file()):
        return
    try:
        found = by_lock(_lock(folder, article, text, wordings(root)), Work.of(article))
    except SeedFaults as error:
        yield from placed(error.faults, folder)
    except SeedError as error:
        yield Fault("", "", str(error))
    else:
        yield from placed(_uncovered(article, found) if whole else (), folder)
    if text is not None:
        yield from placed(_copied(article, text), folder)


def _lock(folder: Path, article: Article, text: str | None, populations: Mapping[str, str]) -> Lock:
    """What is counted in the text; without it, what was."""
    return read_lock(folder, article, populations) if text is None else compute(article, text, populations)


def _uncovered(article: Article, found: list[Sentence]) -> Iterator[Fault]:
    reasons = {passage.id: passage.left_out_reason for passage in article.passages}
    for sentence in found:
        name, reason = f"passages: {sentence.id}", reasons[sentence.id]
        if sentence.state == "open":
            likely = "transition" if sentence.role == PassageRole.body else sentence.role
            message = f"no record quotes it, and no reason says why; a record is missing, or `{likely}`"
            yield Fault(name, "left_out_reason", message)
        elif sentence.state == "represented" and reason:
            yield Fault(name, "left_out_reason", "a record quotes it, so it is not left out; take the reason away")


def _copied(article: Article, text: str) -> Iterator[Fault]:
    """Texts of ours that share ten words in a row with the source."""
    source = article.source.model_dump(mode="json")
    records = [(str(kind), record.model_dump(mode="json")) for kind, record in article.cited()]
    theirs = Prose(text, (name for record in [source, *(item for _, item in records)] for name in names_in(record)))
    for kind, record in [("source", source), *records]:
        for field in OURS:
            found = theirs.copied(record[field]) if isinstance(record.get(field), str) else None
            if found:
                yield Fault(f"{kind}/{record['id']}", field, f"ten words in a row are the source's: “{found}”")


def _by_release(root: Path, texts: Mapping[str, str]) -> Iterator[Fault]:
    """What only the whole can tell, once its parts are right: what was promised, and what is found when it is built."""
    try:
        seed = read_seed(root)
        populations = seed.wordings()
        locks = {
            slug: _lock(root / "articles" / slug, article, texts.get(slug), populations)
            for slug, article in seed.articles.items()
        }
        check_promised(root, seed, locks, list(rows_of(seed, locks)))
    except SeedFaults as error:
        yield from error.faults
    except SeedError as error:
        yield Fault("", "", str(error))
