"""Several counts in one question."""

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from minga.core.counting import counted
from minga.core.jobs.models import Job
from minga.core.models import Chain, Event


@pytest.fixture
def jobs(db: None) -> None:
    for number in range(3):
        Job.objects.create(kind="test", title=f"Prueba {number}", asked_by=number % 2)


def test_each_is_what_counting_alone_says_and_all_cost_one_question(
    jobs: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    queries = {
        "all": Job.objects.order_by("-pk"),
        "hers": Job.objects.filter(asked_by=0),
        "none": Job.objects.none(),
        "impossible": Job.objects.filter(pk__in=[]),
        "events": Event.objects.all(),
    }

    with django_assert_num_queries(1):
        found = counted(queries)

    assert found == {"all": 3, "hers": 2, "none": 0, "impossible": 0, "events": 0}
    assert found == {name: query.count() for name, query in queries.items()}


def test_nothing_to_count_asks_nothing(
    db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert counted({}) == {}


def test_without_the_row_of_the_installation_nothing_is_counted(jobs: None) -> None:
    Chain.objects.all().delete()

    assert counted({"all": Job.objects.all()}) == {"all": 0}
