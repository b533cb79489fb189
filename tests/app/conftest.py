"""What the tests of the application share."""

import logging
from collections.abc import Iterator

import pytest

from tests.app.offered import Whole, read_whole
from tests.conftest import Api


@pytest.fixture(scope="session")
def whole(api: Api) -> Whole:
    return read_whole(api)


@pytest.fixture(autouse=True)
def logged_no_longer() -> Iterator[None]:
    """A server that is started in the test lets the whole process log to a stream that ends with the test."""
    yield
    logging.root.handlers.clear()
    logging.root.setLevel(logging.WARNING)
