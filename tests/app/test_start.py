"""Settings are checked before the first request; a fault is one line and exit 1."""

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from app.__main__ import main
from app.settings import SettingsError, read_settings


def test_wrong_settings_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APP_PORT", "http")
    with pytest.raises(SettingsError, match="APP_PORT"):
        read_settings()
    monkeypatch.setenv("APP_PORT", "8000")
    monkeypatch.setenv("APP_PUBLIC_URL", "data.example")
    with pytest.raises(SettingsError, match="APP_PUBLIC_URL"):
        read_settings()
    monkeypatch.setenv("APP_PUBLIC_URL", "https://data.example/")
    assert read_settings().public_url == "https://data.example"
    monkeypatch.setenv("APP_DATABSE", "x")
    with pytest.raises(SettingsError, match="APP_DATABSE: unknown setting"):
        read_settings()


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://data.example", "https://data.example"),
        ("HTTP://Data.Example:8080/", "http://data.example:8080"),
        ("http://localhost", "http://localhost"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://[2001:DB8::1]:443/", "https://[2001:db8::1]:443"),
    ],
)
def test_the_public_address_is_an_origin(monkeypatch: pytest.MonkeyPatch, given: str, origin: str) -> None:
    monkeypatch.setenv("APP_PUBLIC_URL", given)
    assert read_settings().public_url == origin


@pytest.mark.parametrize(
    "given",
    [
        *(
            "",
            "data.example",
            "ftp://data.example",
            "https://",
            "https:///",
            "https://data.example//",
            "https:data.example",
        ),
        *("https://data.example/api", "https://data.example?x", "https://data.example#x", "https://a@data.example"),
        *("https://data.example:", "https://data.example:65536", "https://data.example:x", "https://-a.example"),
        *("https://data..example", 'https://data.example"', "https://data.example\n", " https://data.example"),
        *(
            "https://[::1",
            "https://[1::2::3]",
            "https://[::g]",
            "https://dat\u0430.example",
            "https://data.example:\u0661",
        ),
    ],
)
def test_anything_else_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], given: str
) -> None:
    monkeypatch.setenv("APP_PUBLIC_URL", given)
    assert main() == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "APP_PUBLIC_URL" in told
    assert "an origin, like https://data.example" in told


def test_serving_a_missing_file_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("APP_DATABASE", str(tmp_path / "none.sqlite"))
    assert main() == 1
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "make seed" in captured.err


def test_it_serves(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data.sqlite"
    shutil.copy(database, copy)
    log = tmp_path / "log"
    environment = os.environ | {"APP_DATABASE": str(copy), "APP_PORT": "0"}
    with log.open("w") as sink:
        server = subprocess.Popen([sys.executable, "-m", "app"], env=environment, stdout=sink, stderr=sink)
    try:
        address = None
        for _ in range(200):
            words = log.read_text().split()
            address = next((word for word in words if word.startswith("http://127.0.0.1:")), None)
            if address:
                break
            time.sleep(0.05)
        assert address, log.read_text()
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 - our own server
            assert answer.status == 200
    finally:
        server.terminate()
        server.wait(10)
    assert {path.name for path in tmp_path.iterdir()} == {"log", "data.sqlite"}, "serving leaves no file behind"
