"""What the tests of the application share."""

import pytest

from tests.app.offered import Whole, read_whole
from tests.conftest import Api


@pytest.fixture(scope="session")
def whole(api: Api) -> Whole:
    return read_whole(api)
