"""What was checked and what came of it, for people and for machines."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from seed.terminal import show


@dataclass(frozen=True)
class Finding:
    """One thing that was checked. `status` is `exact` or `ok` where it holds, else it names what is wrong."""

    check: str
    subject: str
    status: str
    detail: str = ""

    @property
    def holds(self) -> bool:
        """Whether the check passed."""
        return self.status in {"exact", "ok"}


@dataclass(frozen=True)
class Report:
    """All findings on one database and one text."""

    source: str
    findings: list[Finding]

    @property
    def holds(self) -> bool:
        """Whether every check passed."""
        return all(finding.holds for finding in self.findings)

    def as_json(self) -> str:
        """Everything, for machines."""
        failures = [asdict(finding) for finding in self.findings if not finding.holds]
        checks = {name: {"passed": good, "of": of} for name, good, of in self._tally()}
        return json.dumps(
            {"source": self.source, "holds": self.holds, "checks": checks, "failures": failures}, indent=2
        )

    def show(self) -> None:
        """Print everything, for people: a table with a line a check, then a line a failure."""
        print(f"{self.source}\n")  # noqa: T201 - a report prints
        rows = [
            (
                "ok" if good == of else "FAIL",
                name,
                f"{good} of {of}",
                "100%" if good == of else f"{100 * good / of:.1f}%",
            )
            for name, good, of in self._tally()
        ]
        show(("", "check", "passed", "share"), rows, numbers=(2, 3))
        failed = [finding for finding in self.findings if not finding.holds]
        lines = ["", *(f"FAIL  {f.check}: {f.subject}: {f.status} {f.detail}".rstrip() for f in failed)]
        lines.append("Every check holds." if self.holds else "The database does not hold against this text.")
        print("\n".join(lines))  # noqa: T201 - as above

    def _tally(self) -> Iterator[tuple[str, int, int]]:
        total = Counter(finding.check for finding in self.findings)
        good = Counter(finding.check for finding in self.findings if finding.holds)
        for name, of in total.items():
            yield name, good[name], of
