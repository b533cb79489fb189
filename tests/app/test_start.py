"""Settings are checked before the first request; a fault is one line and exit 1."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from app.__main__ import main
from app.settings import Settings, SettingsError, read_settings
from tests.conftest import Api
from tests.faults.servers import fetch, free_port, wait_until


def test_a_public_url_with_a_path_is_served_below_it(make_api: Callable[..., Api]) -> None:
    api = make_api(public_url="https://data.example/talent")
    for address in ("/talent/v1/topics", "/v1/topics"):  # a proxy may cut the path off
        assert api.json(address)["links"]["self"] == "https://data.example/talent/v1/topics"
    assert api.get("/talent/v1/topcs").json()["instance"] == "https://data.example/talent/v1/topcs"
    assert Settings(public_url="https://data.example/talent", root_path="/other").served_below == "/other"


@pytest.mark.parametrize("address", ["/docs", "/v1/nope", "/v1/claims?topc=x", "/v1/claims/" + "x" * 9000])
def test_every_page_loads_what_it_needs_from_the_public_path(make_api: Callable[..., Api], address: str) -> None:
    """Whether it answers or refuses, and whatever path the proxy makes of it on the way here."""
    api = make_api(public_url="https://data.example/talent", root_path="/other")
    loaded = re.findall(r'(?:href|src)="([^"]*/assets/[^"]*)"', api.get(address, {"accept": "text/html"}).text)
    assert loaded
    assert all(each.startswith("/talent/assets/") for each in loaded)


def test_wrong_settings_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECORD_PORT", "http")
    with pytest.raises(SettingsError, match="RECORD_PORT"):
        read_settings()
    monkeypatch.setenv("RECORD_PORT", "8000")
    monkeypatch.setenv("RECORD_PUBLIC_URL", "data.example")
    with pytest.raises(SettingsError, match="RECORD_PUBLIC_URL"):
        read_settings()
    monkeypatch.setenv("RECORD_PUBLIC_URL", "https://data.example/")
    assert read_settings().public_url == "https://data.example"
    monkeypatch.setenv("RECORD_HOST", "")
    with pytest.raises(SettingsError, match="RECORD_HOST"):
        read_settings()


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("RECORD_RELEASES", "RECORD_RELEASE"),
        ("RECORD_PROT", "RECORD_PORT"),
        ("record_hosts", "RECORD_HOST"),
        ("RECORD_PUBLICURL", "RECORD_PUBLIC_URL"),
        ("RECORD_CACHE_BYTE", "RECORD_CACHE_BYTES"),
        ("RECORD_ROOTPATH", "RECORD_ROOT_PATH"),
    ],
)
def test_a_misspelt_setting_is_refused(monkeypatch: pytest.MonkeyPatch, misspelt: str, meant: str) -> None:
    monkeypatch.setenv(misspelt, "x")
    with pytest.raises(SettingsError, match=rf"{misspelt}: unknown setting; did you mean {meant}\?"):
        read_settings()


def test_other_variables_are_none_of_our_business(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Kubernetes sets for a service called record, but for RECORD_PORT, and what a shell may hold."""
    for name in ("SERVICE_HOST", "SERVICE_PORT", "PORT_8000_TCP", "PORT_8000_TCP_ADDR", "PORT_8000_TCP_PROTO", "LABEL"):
        monkeypatch.setenv(f"RECORD_{name}", "x")
    monkeypatch.setenv("APP_PORT", "tcp://10.0.0.1:8000")
    assert read_settings().port == 8000


def test_help_says_what_can_be_set(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    for name, field in Settings.model_fields.items():
        assert f"RECORD_{name.upper()}\n" in told
        assert field.description
        assert field.description in told


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://data.example", "https://data.example"),
        ("HTTP://Data.Example:8080/", "http://data.example:8080"),
        ("http://localhost", "http://localhost"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("https://[2001:DB8::1]:443/", "https://[2001:db8::1]:443"),
        ("https://Data.Example/Talent/", "https://data.example/Talent"),
        ("https://data.example/a/b-c", "https://data.example/a/b-c"),
    ],
)
def test_the_public_address_is_an_origin_and_maybe_a_path(
    monkeypatch: pytest.MonkeyPatch, given: str, origin: str
) -> None:
    monkeypatch.setenv("RECORD_PUBLIC_URL", given)
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
        *(
            "https://data.example/a//b",
            "https://data.example/a b",
            "https://data.example?x",
            "https://data.example#x",
            "https://a@data.example",
        ),
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
    monkeypatch.setenv("RECORD_PUBLIC_URL", given)
    assert main([]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "RECORD_PUBLIC_URL" in told
    assert "an address like https://data.example" in told


def test_serving_a_missing_file_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("RECORD_RELEASE", str(tmp_path / "none"))
    assert main([]) == 1
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert "make seed" in captured.err


LISTENED_ON = {
    "0.0.0.0": ["127.0.0.1"],  # noqa: S104 - for the moment
    "::": ["[::1]", "127.0.0.1"],
}


def has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return socket.has_dualstack_ipv6()


@pytest.mark.parametrize(("host", "asked"), LISTENED_ON.items())
def test_it_is_found_on_every_address_of_its_host(release: Path, tmp_path: Path, host: str, asked: list[str]) -> None:
    """Also by the health check, which asks nowhere else."""
    if host != "0.0.0.0" and not has_ipv6():  # noqa: S104 - for the moment
        pytest.skip("this machine has no IPv6")
    port = free_port()
    environment = os.environ | {"RECORD_RELEASE": str(release), "RECORD_HOST": host, "RECORD_PORT": str(port)}
    check = [sys.executable, "-m", "app.healthcheck"]
    with (tmp_path / "log").open("w") as sink:
        server = subprocess.Popen([sys.executable, "-m", "app"], env=environment, stdout=sink, stderr=sink)
    try:
        wait_until(lambda: fetch(f"http://{asked[0]}:{port}/readyz")[0] == 200 or server.poll() is not None)
        assert [fetch(f"http://{each}:{port}/readyz")[0] for each in asked] == [200] * len(asked)
        assert subprocess.run(check, env=environment, check=False, timeout=20).returncode == 0
    finally:
        server.terminate()
        server.wait(10)
    assert subprocess.run(check, env=environment, check=False, timeout=20).returncode == 1


def test_it_serves(release: Path, tmp_path: Path) -> None:
    shutil.copytree(release, tmp_path, dirs_exist_ok=True)
    names = {path.name for path in release.iterdir()}
    log = tmp_path / "log"
    environment = os.environ | {"RECORD_RELEASE": str(tmp_path), "RECORD_PORT": "0"}
    with log.open("w") as sink:
        server = subprocess.Popen([sys.executable, "-m", "app"], env=environment, stdout=sink, stderr=sink)
    try:
        address = None
        for _ in range(200):
            found = re.search(r"http://127\.0\.0\.1:\d+", log.read_text())
            if found:
                address = found[0]
                break
            time.sleep(0.05)
        assert address, log.read_text()
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 - our own server
            assert answer.status == 200
    finally:
        server.terminate()
        server.wait(10)
    assert {path.name for path in tmp_path.iterdir()} == {"log", *names}, "serving leaves no file behind"
