"""Ana plants and Diana directs; the addresses of the area are served beside those of the house."""

from typing import Any

import pytest
from django.urls import clear_url_caches

from tests.conftest import Cast


@pytest.fixture(autouse=True)
def area(settings: Any, cast: Cast) -> Cast:
    settings.ROOT_URLCONF = "tests.orchard.urls"
    clear_url_caches()
    return cast
