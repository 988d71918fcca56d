"""What several tests of core begin with."""

import pytest

from minga.core.models import Chain
from tests.conftest import Cast
from tests.core.records import whole_record


@pytest.fixture
def record(cast: Cast) -> Chain:
    return whole_record(cast)
