"""The whole dataset as one file: which files the release has, each opened once."""

from pathlib import Path

from app.database import REMEDY, DatabaseError
from app.dataset.schemas import DownloadOut
from app.formats.registry import DOWNLOADS
from app.http.files import StoredFile
from app.release import read_sums


class Downloads:
    """The downloads of one release."""

    def __init__(self, folder: Path) -> None:
        """Open those that the release in a folder has. They are checked before they are first sent, not here.

        Raises DatabaseError where one that is listed can't be opened.
        """
        sums = read_sums(folder)
        self.files = {name: _opened(folder / name, sums[name]) for name in _names() if name in sums}
        self.listed = [
            DownloadOut(
                url=f"/v1/dataset.{each.extension}",
                label=each.label,
                media_type=each.media_type,
                bytes=self.files[each.file_name].size,
                sha256=self.files[each.file_name].listed_sha256,
                packed_bytes=self.files[each.packed_name].size if each.packed_name in self.files else None,
            )
            for each in DOWNLOADS.values()
            if each.file_name in self.files
        ]


def _opened(path: Path, sha256: str) -> StoredFile:
    try:
        return StoredFile(path, sha256)
    except OSError as error:
        raise DatabaseError(f"{path}: can't be opened ({error.strerror}). {REMEDY}") from None


def _names() -> list[str]:
    return [name for each in DOWNLOADS.values() for name in (each.file_name, each.packed_name)]
