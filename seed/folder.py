"""The folder of a release: made aside, then put in the old one's place by one rename of a symbolic link."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.database import RECORD_FILE
from seed.records import SeedError


@contextmanager
def new_release(link: Path) -> Iterator[Path]:
    """An empty folder to fill; once it is filled, `link` leads to it. On any error everything stays as it was.

    It lies beside `link`, as the one before does until the next is made: a server that began on it may go on. Builds of
    one place wait for each other. Raises SeedError where something else than a release stands in the place.
    """
    link = Path(os.path.abspath(link))  # noqa: PTH100 - `resolve` would follow the link
    link.parent.mkdir(parents=True, exist_ok=True)
    with _alone(link.parent):
        _check_place(link)
        draft = Path(tempfile.mkdtemp(prefix=_prefix(link), dir=link.parent))
        try:
            yield draft
            draft.chmod(0o755)
            old = _swap(link, draft)
        except BaseException:
            shutil.rmtree(draft)
            raise
        for other in link.parent.glob(f"{_prefix(link)}*"):
            if other not in {draft, old}:
                shutil.rmtree(other) if other.is_dir() and not other.is_symlink() else other.unlink()


def _prefix(link: Path) -> str:
    return f".{link.name}-"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let no other build into a folder meanwhile."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _check_place(link: Path) -> None:
    if link.is_symlink() or not link.exists():
        return
    if not link.is_dir() or (any(link.iterdir()) and not (link / RECORD_FILE).exists()):
        raise SeedError(f"{link}: holds something else than a release; name another folder")


def _swap(link: Path, draft: Path) -> Path | None:
    """Let `link` lead to `draft`; where the release before lies now."""
    old: Path | None = None
    if link.is_symlink():
        old = link.parent / link.readlink()
    elif link.is_dir():  # a folder of its own, which no rename replaces: it is put aside first
        old = Path(tempfile.mkdtemp(prefix=_prefix(link), dir=link.parent))
        link.rename(old)
    fresh = draft.with_name(f"{draft.name}.link")
    fresh.symlink_to(draft.name)
    fresh.replace(link)
    return old
