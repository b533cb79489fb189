"""The seed's verbs: lock, build, publish, verify. Errors are one line on standard error and exit 1."""

import argparse
import sys
from pathlib import Path

from seed.build import build, render
from seed.changes import PUBLISHED, ids, publish
from seed.lock import LOCK_NAME, compute, read_text
from seed.reading import article_folders, read_article
from seed.records import SeedError
from seed.verify import verify

ROOT = Path(__file__).parent
RELEASE = Path(".build/release")


def _lock(options: argparse.Namespace) -> int:
    folders = {folder.name: folder for folder in article_folders(options.root)}
    names = [options.article] if options.article else list(folders)
    if len(names) != 1 or names[0] not in folders:
        raise SeedError(f"say which article the text is, by --article: {', '.join(folders)}")
    folder = folders[names[0]]
    article = read_article(folder)
    lock = compute(article, read_text(options.text))
    (folder / LOCK_NAME).write_text(lock.model_dump_json(indent=1) + "\n", encoding="utf-8")
    print(f"{folder.name}: {len(lock.passages)} passages, {sum(map(len, lock.citations.values()))} citations locked")
    return 0


def _build(options: argparse.Namespace) -> int:
    build(options.root, options.release)
    print(f"{options.release}: built")
    return 0


def _publish(options: argparse.Namespace) -> int:
    added = publish(options.root, ids(render(options.root)))
    print(f"{options.root / PUBLISHED}: {added} new ids")
    return 0


def _verify(options: argparse.Namespace) -> int:
    report = verify(options.release, options.text, options.source)
    print(report.as_json() if options.json else report.as_table())
    return 0 if report.holds else 1


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m seed", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder of the YAML (default: %(default)s)")
    verbs = parser.add_subparsers(required=True, metavar="lock|build|publish|verify")
    lock = verbs.add_parser("lock", help="count the offsets and hashes of every quote and passage")
    lock.add_argument("--text", type=Path, required=True, help="the article's text")
    lock.add_argument(
        "--article", metavar="ID", help="the article's id, which is its folder's name; where there are several"
    )
    lock.set_defaults(run=_lock)
    make = verbs.add_parser("build", help="make a release: the database, the downloads and their checksums")
    make.add_argument(
        "--release",
        type=Path,
        default=RELEASE,
        help="where to: a link to the folder that is made (default: %(default)s)",
    )
    make.set_defaults(run=_build)
    give = verbs.add_parser("publish", help="add this release's ids to those that are never lost without a word")
    give.set_defaults(run=_publish)
    prove = verbs.add_parser("verify", help="prove a release against the text")
    prove.add_argument("--text", type=Path, required=True, help="the article's text")
    prove.add_argument("--release", type=Path, default=RELEASE, help="the folder to prove (default: %(default)s)")
    prove.add_argument("--source", metavar="ID", help="the article's id; where several have this text, or none has")
    prove.add_argument("--json", action="store_true", help="a report for machines")
    prove.set_defaults(run=_verify)
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except SeedError as error:
        print(f"seed: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
