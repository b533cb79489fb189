"""Which program this is: what else an answer's bytes follow from than the release and the request."""

import sys
import zlib
from hashlib import sha256
from pathlib import Path


def digest(folder: Path) -> str:
    """SHA-256 over the sources in a folder, wherever it stands, and the versions of what runs and packs for them."""
    total = sha256(f"{sys.version}\n{zlib.ZLIB_RUNTIME_VERSION}\n".encode())
    for path in sorted(folder.rglob("*.py")):
        source = path.read_bytes()
        total.update(f"{path.relative_to(folder).as_posix()} {len(source)}\n".encode())
        total.update(source)
    return total.hexdigest()


PROGRAM = digest(Path(__file__).parent)
"""The same for every process that runs these sources. Read when they are imported: later the files may be others."""
