"""What wrk prints is read, and a request that failed is not passed over."""

import pytest

from bench.load import LoadError, Rate, parse
from bench.report import Result, per_second, table

PRINTED = """Running 2s test @ http://127.0.0.1:8000/v1/claims
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   455.04us   66.41us   2.32ms   93.41%
    Req/Sec    35.21k     1.04k   36.40k    80.00%
  Latency Distribution
     50%  447.00us
     75%  460.00us
     90%  487.00us
     99%  {tail}
  70131 requests in 2.00s, 0.85GB read
{failure}Requests/sec:  35034.88
Transfer/sec:    434.12MB
"""


@pytest.mark.parametrize(("tail", "microseconds"), [("727.00us", 727.0), ("1.50ms", 1500.0), ("2.00s", 2_000_000.0)])
def test_the_rate_and_the_tail_are_read(tail: str, microseconds: float) -> None:
    assert parse(PRINTED.format(tail=tail, failure="")) == Rate(35034.88, microseconds, 70131)


@pytest.mark.parametrize(
    "failure", ["  Non-2xx or 3xx responses: 12\n", "  Socket errors: connect 0, read 3, write 0, timeout 0\n"]
)
def test_a_failed_request_stops_the_measurement(failure: str) -> None:
    with pytest.raises(LoadError, match="not every request was answered"):
        parse(PRINTED.format(tail="1.00ms", failure=failure))


def test_anything_else_is_refused() -> None:
    with pytest.raises(LoadError, match="unexpected"):
        parse("unable to connect")


def test_ratios_are_of_one_round_and_say_whether_the_goal_is_met() -> None:
    moods = (1.0, 0.5, 2.0)
    own = [Rate(90.0 * mood, 1.0, 1, 20.0) for mood in moods]
    bare = [Rate(100.0 * mood, 1.0, 1, 18.0) for mood in moods]
    result = Result("page", {"bare": 0.85}, {"ours": own, "bare": bare})
    assert result.ratio("bare", per_second) == pytest.approx(0.9)
    assert "| page | bare | 100 | 0.00 ms | 18 µs | 0.90 × | 0.90 × | ≥ 0.85 × met |" in table([result])
