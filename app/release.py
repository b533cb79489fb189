"""The files of a release: opened once and read from then on, whatever becomes of their names."""

import errno
import hashlib
import os
import stat
import weakref
from pathlib import Path

SUMS_FILE = "SHA256SUMS"
"""The checksums of the files in the folder of a release, as `sha256sum` writes them."""

_READ_AT_ONCE = 1 << 20


class FileChangedError(Exception):
    """A file is no longer what was opened: its size or time differs, so what is read may be anything."""


class HeldFile:
    """A file that is open until nothing refers to it.

    A file that is renamed over or deleted goes on unchanged. One that was overwritten or truncated in place is refused
    from then on, even if it is put back: what was read meanwhile may still be remembered somewhere.
    """

    def __init__(self, path: Path) -> None:
        """Open the file. Raises OSError, also on what is no plain file."""
        self.name = path.name
        # A named pipe would otherwise wait here for someone to write into it.
        self._descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
        weakref.finalize(self, os.close, self._descriptor)
        self._opened = os.fstat(self._descriptor)
        self._changed = False
        if not stat.S_ISREG(self._opened.st_mode):
            raise OSError(errno.EINVAL, "no plain file", str(path))

    @property
    def size(self) -> int:
        """Bytes that it had when it was opened."""
        return self._opened.st_size

    def is_at(self, path: Path) -> bool:
        """Whether this very file is what the path leads to."""
        try:
            return os.path.samestat(self._opened, path.stat())
        except OSError:
            return False

    def require_unchanged(self) -> None:
        """Raises FileChangedError where size or time are no longer those of when it was opened."""
        now = os.fstat(self._descriptor)
        if self._changed or (now.st_size, now.st_mtime_ns) != (self._opened.st_size, self._opened.st_mtime_ns):
            self._changed = True
            raise FileChangedError(self.name)

    def read(self, start: int, length: int) -> bytes:
        """At most `length` bytes from `start` on. Raises OSError, and FileChangedError where it changed by then."""
        piece = os.pread(self._descriptor, length, start)
        self.require_unchanged()
        if not piece and start < self.size:
            raise FileChangedError(self.name)
        return piece

    def sha256(self) -> str:
        """SHA-256 of its bytes, in hexadecimal digits. Raises OSError and FileChangedError."""
        total = hashlib.sha256()
        for start in range(0, self.size, _READ_AT_ONCE):
            total.update(self.read(start, _READ_AT_ONCE))
        return total.hexdigest()


def read_sums(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a release by name, in hexadecimal digits. Raises OSError and UnicodeDecodeError."""
    lines = (folder / SUMS_FILE).read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
