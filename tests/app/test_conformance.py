"""What OpenAPI says is what is sent: requests that keep to the document and some that don't, with every check there is."""

from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from app.main import create_app
from app.settings import Settings

pytestmark = pytest.mark.unmeasured

FREE = {"/v1/sources/{source_id}/coverage", "/problems/{code}"}
"""What has one parameter, which is any text: nothing breaks its schema."""


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_operation_keeps_its_contract(release: Path, mode: GenerationMode) -> None:
    app = create_app(Settings(release=release))
    document = schemathesis.openapi.from_asgi("/openapi.json", app)
    operations = [result.ok() for result in document.get_all_operations() if isinstance(result, Ok)]
    if mode is GenerationMode.NEGATIVE:
        operations = [each for each in operations if each.path not in FREE and (each.query or each.path_parameters)]
    tried = set()
    for operation in operations:

        @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def keeps(case: Case[Any]) -> None:
            tried.add(case.operation.label)
            answer = case.call()
            if mode is GenerationMode.NEGATIVE and answer.status_code == HTTPStatus.REQUEST_URI_TOO_LONG:
                return  # refused as it should be, with a status that the check of refusals has not heard of
            # A cursor or an id that fits its pattern may still be refused as unknown: that is the point of refusing.
            case.validate_response(answer, excluded_checks=[positive_data_acceptance])

        keeps()
    assert len(tried) == len(operations) > 20
    app.state.service.database.close()
