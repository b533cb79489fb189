"""The stopwatch charges the innermost stage, and the table adds up."""

import time

from bench.cold import STAGES, Stopwatch, section


class Work:
    def outer(self) -> None:
        time.sleep(0.01)
        self.inner()

    def inner(self) -> None:
        time.sleep(0.03)


def test_time_is_charged_to_the_innermost_stage_alone() -> None:
    class Watched(Work):
        pass

    watch = Stopwatch()
    watch.watch("outer", Watched, "outer")
    watch.watch("inner", Watched, "inner")
    Watched().outer()
    assert watch.spent["outer"] >= 0.01
    assert watch.spent["inner"] >= 0.03
    assert watch.spent["outer"] < watch.spent["inner"]


def test_every_stage_is_a_function_that_there_is() -> None:
    for name, owner, attribute in STAGES:
        assert callable(getattr(owner, attribute)), name


def test_the_table_gives_each_share() -> None:
    text = section({"a": 30.0, "b": 10.0})
    assert "| a | 30.0 | 75% |" in text
    assert "| all | 40.0 | 100% |" in text
