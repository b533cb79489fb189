"""Three replicas behind nginx: one is killed, all are replaced, and no request fails."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import Report
from tests.faults.load import Seen, load
from tests.faults.servers import PATIENCE_S, Running, nginx, serving, start, wait_until

LISTS = ("/v1/claims?limit=5", "/v1/citations?limit=7", "/v1/statistics?limit=5&sort=-value", "/v1/passages?limit=5")
DRAIN_S = "1"
SETTLING_S = 1.5


@contextmanager
def replicas(release: Path, folder: Path, number: int = 3, **settings: str) -> Iterator[list[Running]]:
    running = [start(release, folder, drain_seconds=DRAIN_S, **settings) for _ in range(number)]
    try:
        yield running
    finally:
        for each in running:
            each.process.kill()
            each.process.wait()
    assert not any("Traceback" in each.said() for each in running)


def under_load(port: int, act: Callable[[], object], lists: tuple[str, ...] = LISTS) -> Seen:
    """What clients see while something is done; they go on until it is done and has settled."""
    errors: list[BaseException] = []

    def acting() -> None:
        try:
            time.sleep(0.5)
            act()
            time.sleep(SETTLING_S)
        except BaseException as error:  # noqa: BLE001 - raised again below
            errors.append(error)

    actor = threading.Thread(target=acting)
    actor.start()
    seen = load(port, lists, until=lambda: not actor.is_alive())
    actor.join()
    if errors:
        raise errors[0]
    return seen


def test_a_rolling_release_fails_no_request(release: Path, later: Path, tmp_path: Path, report: Report) -> None:
    with replicas(release, tmp_path) as running, nginx(tmp_path, [each.port for each in running]) as proxy:

        def replace_all() -> None:
            for number, old in enumerate(running):
                assert old.stop() == 0
                running[number] = start(later, tmp_path, old.port, drain_seconds=DRAIN_S)
                time.sleep(2)  # nginx leaves a replica alone for two seconds after a failure

        seen = under_load(proxy.port, replace_all)
    report(outcomes=dict(seen.outcomes), pages_by_version=dict(seen.stamps), p99_ms=round(seen.quantile(0.99), 1))
    assert seen.failed == {}
    assert seen.stamps["1.0.0"] > 0
    assert seen.stamps["1.1.0"] > 0
    assert seen.outcomes["begun again"] > 0, "cursors of another release were refused, and led to the beginning"


def test_killing_a_replica_fails_no_request(release: Path, tmp_path: Path, report: Report) -> None:
    with replicas(release, tmp_path) as running, nginx(tmp_path, [each.port for each in running]) as proxy:

        def kill_and_start_again() -> None:
            running[1].process.send_signal(signal.SIGKILL)
            running[1].process.wait()
            time.sleep(1)
            running[1] = start(release, tmp_path, running[1].port)

        seen = under_load(proxy.port, kill_and_start_again)
    report(outcomes=dict(seen.outcomes), p99_ms=round(seen.quantile(0.99), 1))
    assert seen.failed == {}
    assert seen.outcomes["begun again"] == 0


def test_sigterm_under_load_leaves_no_request_unanswered(release: Path, tmp_path: Path, report: Report) -> None:
    """A single server, without a proxy: it may refuse connections once it has stopped, and nothing else."""
    with serving(release, tmp_path, drain_seconds="2") as server:
        during: list[tuple[int, bytes]] = []

        def stop() -> None:
            server.process.send_signal(signal.SIGTERM)
            time.sleep(1)
            during.append(server.get("/readyz"))
            assert server.process.wait(PATIENCE_S) == 0

        seen = under_load(server.port, stop)
    report(outcomes=dict(seen.outcomes))
    assert during[0][0] == 503
    assert b"The service is stopping" in during[0][1]
    assert {name.partition(":")[0] for name in seen.failed} <= {"refused"}
    assert seen.outcomes["answered"] > 100


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP])
def test_asked_twice_it_stops_at_once(release: Path, tmp_path: Path, how: signal.Signals) -> None:
    with serving(release, tmp_path, drain_seconds="600") as server:
        server.process.send_signal(how)
        wait_until(lambda: server.get("/readyz")[0] == 503)
        assert server.stop(how) == 0


def test_what_the_proxy_is_configured_for(release: Path, tmp_path: Path) -> None:
    """The cache; what is never cached; what is not shown; limits on heads; ids of requests in the log of a replica."""
    with serving(release, tmp_path, access_log="on") as server, nginx(tmp_path, [server.port]) as proxy:
        twice = load(proxy.port, ["/v1/topics?limit=100"], until=Countdown(6), clients=1)
        assert dict(twice.cached) == {"MISS": 1, "HIT": 5}
        for _ in range(2):
            assert proxy.get("/readyz")[0] == 200
        assert proxy.get("/metrics")[0] == 404
        assert proxy.get(f"/v1/claims?q={'x' * 20_000}")[0] == 414
        assert proxy.get("/v1/claims?topc=x")[0] == 422
    said = server.said()
    assert said.count("GET /v1/topics?limit=100 200") == 1
    assert said.count("GET /readyz 200") == 2
    assert said.count('"request_id": "') > 3
    assert "127.0.0.1" not in "".join(line for line in said.splitlines() if "record.access" in line)


class Countdown:
    """Says that it is time to stop after it was asked so often."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_below_a_prefix_links_have_it(release: Path, tmp_path: Path) -> None:
    with (
        serving(release, tmp_path, root_path="/talent") as server,
        nginx(tmp_path, [server.port], prefix="/talent") as proxy,
    ):
        seen = load(proxy.port, ["/talent/v1/claims?limit=20"], until=Countdown(30), clients=1)
        assert seen.failed == {}
        assert proxy.get("/v1/claims")[0] == 404
        assert proxy.get("/talent/metrics")[0] == 404


def test_throughput_and_share_of_hits(release: Path, tmp_path: Path, report: Report) -> None:
    """No ratio is asserted: the load, nginx and the replicas share the cores of whatever machine this is."""
    for number in (1, 2, 3):
        with replicas(release, tmp_path, number) as running, nginx(tmp_path, [each.port for each in running]) as proxy:
            begun = time.monotonic()
            seen = load(proxy.port, LISTS, until=lambda begun=begun: time.monotonic() > begun + 2)  # type: ignore[misc]
            assert seen.failed == {}
            report(**{f"replicas_{number}": {"pages_per_s": len(seen.seconds) // 2, "cache": dict(seen.cached)}})
    report(cores=os.cpu_count())
