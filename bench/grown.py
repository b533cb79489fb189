"""Synthetic releases, kept under `.build/` and made anew where the schema, the lists or the generator have changed."""

import hashlib
import time
from pathlib import Path

from app import models
from app.database import RECORD_FILE
from app.query.stored import declarations
from app.resources import LISTS
from app.settings import Settings
from bench import invented, synthetic
from bench.synthetic import Synthesis, read_templates
from seed.__main__ import ROOT
from seed.build import make_release
from seed.reading import read_seed

FOLDER = Path(".build/scale")


def generator() -> str:
    """Changes with the generator's text, with the tables, and with what lists declare."""
    texts = [Path(str(module.__file__)).read_bytes() for module in (invented, synthetic, models)]
    return hashlib.sha256(b"".join([*texts, declarations(LISTS).encode()])).hexdigest()[:8]


def grown(claims: int, folder: Path = FOLDER) -> tuple[Path, float]:
    """A database of so many claims, and the seconds that it took to build."""
    release = folder / f"{claims}-{generator()}"
    path, took = release / RECORD_FILE, release / "seconds"
    if not took.exists():
        begun = time.perf_counter()
        synthesis = Synthesis(claims, read_templates(Settings().release / RECORD_FILE))
        make_release(release, synthesis.rows(), read_seed(ROOT).release, downloads=False)
        took.write_text(f"{time.perf_counter() - begun:.1f}\n", encoding="ascii")
    return path, float(took.read_text(encoding="ascii"))
