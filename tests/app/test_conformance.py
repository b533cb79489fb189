"""What OpenAPI says is what is sent: generated requests, checked against the document."""

from pathlib import Path
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.main import create_app
from app.settings import Settings


def test_every_operation_keeps_its_contract(release: Path) -> None:
    app = create_app(Settings(release=release))
    document = schemathesis.openapi.from_asgi("/openapi.json", app)
    tried = set()
    for result in document.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()

        @settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
        def keeps(case: Case[Any]) -> None:
            tried.add(case.operation.label)
            # A cursor or an id that fits its pattern may still be refused as unknown: that is the point of refusing.
            case.call_and_validate(excluded_checks=[positive_data_acceptance])

        keeps()
    assert len(tried) == sum(1 for _ in document.get_all_operations())
    app.state.service.database.close()
