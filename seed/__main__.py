"""The commands of those who write data: begin an article, check it, lock it, build a release and prove it."""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path

from seed.build import build, read_checked
from seed.check import all_faults
from seed.faults import SeedFaults, placed, refuse
from seed.lock import LOCK_NAME, compute
from seed.published import PUBLISHED, publish
from seed.reading import article_faults, article_folders, parse_article, wordings
from seed.records import SeedError
from seed.schema import FOLDER, write_schemas
from seed.skeleton import begin
from seed.status import status
from seed.texts import read_text, remarks
from seed.verify import verify

ROOT = Path(__file__).parent
RELEASE = Path(".build/release")

ABOUT = """\
Turn a text into data whose every record can be checked to the character.

  python -m seed new SLUG --text FILE     a folder with commented YAML; the text is split into passages
  (write: what says TODO, then records; name a passage and a short quote for each)
  python -m seed check --text FILE        all that is wrong, each with file, line and the nearest right answer
  python -m seed status --text FILE       which sentences nothing represents yet
  python -m seed lock --text FILE         count offsets and hashes, prove the words
  python -m seed build                    make the release that is served
  python -m seed verify --text FILE       prove the release against the text
  python -m seed publish                  once it is out: nothing of it changes any more without a word
"""
CODES = """\
exit codes:
  0  all is well
  1  something is wrong with the data, the text or the release; it is said in words, one fault a line
  2  the command was written wrongly
"""


def _folder(options: argparse.Namespace) -> Path:
    """The folder of the article that is meant: the one named, the one that names the text's file, or the only one."""
    folders = {folder.name: folder for folder in article_folders(options.root)}
    names = [options.article] if options.article else list(folders)
    if len(names) > 1 and options.text:
        said = re.compile(rf"^file_name: *[\"']?{re.escape(options.text.name)}[\"']?\s*(#.*)?$", re.MULTILINE)
        names = [name for name, folder in folders.items() if said.search((folder / "source.yaml").read_text("utf-8"))]
    if len(names) != 1 or names[0] not in folders:
        raise SeedError(f"say which article the text is, by --article: {', '.join(folders)}")
    return folders[names[0]]


def _read(path: Path) -> str:
    """A text, with what is easily overlooked in it said on standard error."""
    text = read_text(path)
    for remark in remarks(path, text):
        print(remark, file=sys.stderr)
    return text


def _new(options: argparse.Namespace) -> int:
    folder = begin(options.root, options.slug, options.text.name, _read(options.text))
    write_schemas(options.root)
    print(f"{folder}: begun. Fill in what says TODO, then write records.")
    print(f"What is wrong:  python -m seed check --text {options.text}")
    print(f"What is left:   python -m seed status --text {options.text}")
    return 0


def _check(options: argparse.Namespace) -> int:
    texts = {_folder(options).name: _read(options.text)} if options.text else {}
    faults = all_faults(options.root, texts)
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults." if len(faults) > 1 else "1 fault." if faults else "Nothing is wrong.")
    return 1 if faults else 0


def _status(options: argparse.Namespace) -> int:
    text = _read(options.text) if options.text else None
    every = text is None and not options.article
    for folder in article_folders(options.root) if every else [_folder(options)]:
        status(folder, text)
    return 0


def _schema(options: argparse.Namespace) -> int:
    written = write_schemas(options.root)
    print(f"{options.root / FOLDER}: {len(written)} schemas; each YAML file names its own in its first line")
    return 0


def _lock(options: argparse.Namespace) -> int:
    folder = _folder(options)
    article = parse_article(folder)
    faults = list(article_faults(folder, article))
    try:
        lock = compute(article, _read(options.text), wordings(options.root))
    except SeedFaults as error:
        raise SeedFaults([*faults, *placed(error.faults, folder)]) from None
    refuse(faults)
    (folder / LOCK_NAME).write_text(lock.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(
        f"{folder.name}: {len(lock.passages)} passages, {sum(map(len, lock.citations.values()))} citations locked; "
        f"the words of {len(lock.words)} records proved"
    )
    return 0


def _build(options: argparse.Namespace) -> int:
    build(options.root, options.release)
    print(f"{options.release}: built")
    return 0


def _publish(options: argparse.Namespace) -> int:
    seed, locks, _ = read_checked(options.root)
    added = publish(options.root, seed, locks)
    print(f"{options.root / PUBLISHED}: {seed.release.version} is out, with {added} new ids")
    return 0


def _verify(options: argparse.Namespace) -> int:
    report = verify(options.release, options.text, options.source)
    if options.json:
        print(report.as_json())
    else:
        report.show()
    return 0 if report.holds else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m seed",
        description=ABOUT,
        epilog=CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of the YAML (default: %(default)s)")
    verbs = parser.add_subparsers(required=True, metavar="VERB", title="verbs")

    def verb(name: str, run: Callable[[argparse.Namespace], int], short: str, long: str) -> argparse.ArgumentParser:
        made = verbs.add_parser(
            name,
            help=short,
            description=long,
            epilog=CODES,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(run=run)
        return made

    _writing(verb)
    _releasing(verb)
    return parser


Verb = Callable[[str, Callable[[argparse.Namespace], int], str, str], argparse.ArgumentParser]


def _writing(verb: Verb) -> None:
    """The verbs of those who write an article."""
    new = verb("new", _new, "begin an article", NEW)
    new.add_argument("slug", metavar="SLUG", type=_slug, help="the article's id: small letters, digits, hyphens")
    new.add_argument("--text", type=Path, required=True, help="the article's text, in UTF-8")
    checking = verb("check", _check, "say everything that is wrong", CHECK)
    state = verb("status", _status, "say which sentences nothing represents", STATUS)
    lock = verb("lock", _lock, "count the offsets and hashes of every quote and passage", LOCK)
    for each in (checking, state, lock):
        each.add_argument("--text", type=Path, required=each is lock, help="the article's text")
        each.add_argument(
            "--article",
            metavar="ID",
            help="its id, which is its folder's name; where several texts have this file name",
        )
    verb("schema", _schema, "write the schemas by which editors complete what you type", SCHEMA)


def _releasing(verb: Verb) -> None:
    """The verbs of those who make a release."""
    make = verb("build", _build, "make a release: the database, the downloads and their checksums", BUILD)
    make.add_argument(
        "--release",
        type=Path,
        default=RELEASE,
        help="where to: a link to the folder that is made (default: %(default)s)",
    )
    verb("publish", _publish, "write down what is out, which then changes no more without a word", PUBLISH)
    prove = verb("verify", _verify, "prove a release against the text", VERIFY)
    prove.add_argument("--text", type=Path, required=True, help="the article's text")
    prove.add_argument("--release", type=Path, default=RELEASE, help="the folder to prove (default: %(default)s)")
    prove.add_argument("--source", metavar="ID", help="the article's id; where several have this text, or none has")
    prove.add_argument("--json", action="store_true", help="a report for machines")


def _slug(text: str) -> str:
    parts = text.split("-")
    if not all(part.isascii() and part.isalnum() and part == part.lower() for part in parts):
        raise argparse.ArgumentTypeError(f"{text}: small letters, digits and single hyphens, like speech-2006")
    return text


NEW = """\
Make the folder of an article, with the text split into passages, a sentence each. Headings, advertising, links and
page parts are guessed: look them over. What all articles share is made where it isn't there yet.

  python -m seed new speech-2006 --text speech.txt
"""
CHECK = """\
Say everything that is wrong at once, a fault a line: file, line, record, field, and the nearest right answer.
With the text, quotes, words and sentences are held against it; without, what the YAML alone can tell is checked.
"""
STATUS = """\
Say how much of each article is represented by records or left out with a reason, and list the sentences that are open.
The share is one of characters. Without the text, the lock has to fit.
"""
LOCK = """\
Find every passage and quote in the text, and write offsets and hashes into a file beside the YAML. Refused where a word
that a record calls the text's (value_text, hedge, qualifiers, name_as_written, role_as_written, population) doesn't
stand in its span, or where the number that value_text writes isn't value.
"""
SCHEMA = """\
Write a JSON Schema for each YAML file, and name it in the file's first line, where editors with a YAML language server
find it: they complete fields and values, show what they mean, and underline what is wrong.
"""
BUILD = """\
Make the release that is served from the YAML and the locks; no text is needed. It is a folder: the database, the
downloads and SHA256SUMS. It is made aside and put in place by one rename of a link; the release before stays until the
next build.
"""
PUBLISH = """\
Write down the version and a digest of every record. From then on a record that is changed, added or removed needs a
raised version in release.yaml and an entry in changes.yaml; `added` of a new source speaks for all that it brings.
"""
VERIFY = """\
Prove a release against the text: every quote at its offsets, every word and number as written, every sentence accounted
for, nothing copied. Nothing here trusts the build, the lock or the YAML.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; the exit status. Faults go to standard error, a line each."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except SeedError as error:
        print(*(f"seed: {line}" for line in str(error).splitlines()), sep="\n", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
