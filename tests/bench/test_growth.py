"""What grows is named, with its cost."""

from bench.growth import Kind, Taken, Times, growing, questions_table
from bench.questions import LEVEL, QUICK


def kind(name: str, goal: str, *middles: float) -> Kind:
    sizes = (10_000, 100_000, 1_000_000)
    return Kind(
        name,
        goal,
        {size: Times([Taken(middle, refused=False)] * 3) for size, middle in zip(sizes, middles, strict=True)},
    )


def test_what_grows_is_named_with_its_cost() -> None:
    kinds = [kind("a record", LEVEL, 0.2, 0.2, 0.2), kind("a range", QUICK, 1, 5, 59.6)]
    assert growing(kinds) == "What grows, and what it costs at the largest size: a range (60 ×, 60 ms)."
    assert growing(kinds[:1]).endswith(": nothing.")


def test_a_goal_that_is_missed_is_called_missed() -> None:
    kinds = [kind("grown", LEVEL, 0.2, 0.2, 0.4), kind("slow", QUICK, 1, 11, 100), kind("fine", LEVEL, 0.2, 0.2, 0.25)]
    verdicts = [line.split("|")[-2].strip() for line in questions_table(kinds).splitlines()[2:]]
    assert verdicts == ["missed: growth", "missed: time", "met"]


def test_what_was_refused_is_counted() -> None:
    answered, refused = Taken(5.0, refused=False), Taken(100.0, refused=True)
    found = {10_000: Times([answered] * 3), 1_000_000: Times([answered, refused, refused])}
    assert Kind("a range", QUICK, found).verdict == "met; 2 of 3 refused at 1,000,000"
    assert Kind("a range", QUICK, {100_000: Times([answered, refused])}).verdict.startswith("missed: time; 1 of 2")
