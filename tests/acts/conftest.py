import pytest

from tests.acts.life import Office, open_office
from tests.conftest import Cast


@pytest.fixture
def office(cast: Cast) -> Office:
    return open_office(cast)
