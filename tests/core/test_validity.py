"""Ranges of validity: half-open, without overlap, read as of a day."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from random import Random
from threading import Event
from time import sleep

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, UniqueConstraint

from minga.core.validity import (
    Validity,
    ends_after_start,
    no_overlap,
    once_at_a_time,
    overlap,
)
from minga.territory.models import TerritoryVersion
from tests.conftest import Cast
from tests.core.database import sql

Range = tuple[date, date | None]
FIRST = date(2007, 1, 1)
SPLIT = date(2007, 10, 8)
DAYS = 30
MESSAGE = "Dos cargos no rigen el mismo día."


@pytest.fixture
def posts(db: None) -> Iterator[None]:
    """A table with nothing but the guard of validity."""
    sql(
        "CREATE TABLE sample_post (id INTEGER PRIMARY KEY, owner INTEGER, valid_from DATE, "
        "valid_until DATE)"
    )
    for trigger in no_overlap("sample_post", "owner", message=MESSAGE):
        sql(trigger.sqlite() if connection.vendor == "sqlite" else trigger.postgres())
    yield
    sql("DROP TABLE sample_post")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def some_range(chance: Random) -> Range:
    start = chance.randrange(DAYS)
    end = chance.randrange(start + 1, DAYS + 2)
    return day(start), None if end > DAYS else day(end)


def days_of(one: Range) -> set[date]:
    """Each day of it, one by one."""
    since, until = one
    return {
        day(n) for n in range(DAYS + 1) if since <= day(n) and (until is None or day(n) < until)
    }


def add(number: int, owner: int, one: Range) -> bool:
    try:
        with transaction.atomic():
            sql("INSERT INTO sample_post VALUES (%s, %s, %s, %s)", number, owner, *one)
    except IntegrityError as error:
        return MESSAGE not in str(error)
    return True


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_of_two_written_at_once_that_share_a_day_one_is_refused(posts: None) -> None:
    written = Event()

    def first() -> bool:
        try:
            with transaction.atomic():
                done = add(1, 1, (day(0), day(10)))
                written.set()
                sleep(0.5)  # the other one writes before this one commits
            return done
        finally:
            connection.close()

    def second() -> bool:
        try:
            return written.wait(10) and add(2, 1, (day(5), day(15)))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        assert [found.result() for found in [people.submit(first), people.submit(second)]] == [
            True,
            False,
        ]


def test_the_database_takes_what_shares_no_day_and_nothing_else(posts: None) -> None:
    chance = Random(2007)
    taken: dict[int, list[Range]] = {1: [], 2: []}

    for number in range(120):
        owner, one = chance.choice((1, 2)), some_range(chance)
        free = all(not days_of(one) & days_of(other) for other in taken[owner])
        assert add(number, owner, one) == free, (one, taken[owner])
        if free:
            taken[owner].append(one)

    assert min(map(len, taken.values())) > 3


def test_a_range_is_not_stretched_over_another(posts: None) -> None:
    add(1, 1, (day(0), day(5)))
    add(2, 1, (day(5), None))

    with pytest.raises(IntegrityError, match=MESSAGE), transaction.atomic():
        sql("UPDATE sample_post SET valid_until = %s WHERE id = 1", day(6))
    sql("UPDATE sample_post SET valid_until = %s WHERE id = 1", day(4))


def test_two_ranges_overlap_when_they_share_a_day() -> None:
    chance = Random(1)
    for _ in range(500):
        one, other = some_range(chance), some_range(chance)
        assert overlap(one, other) == overlap(other, one) == bool(days_of(one) & days_of(other))


def test_the_day_of_a_change_belongs_to_what_begins(cast: Cast) -> None:
    versions = TerritoryVersion.objects.filter(territory__key="pozo-almonte")

    assert versions.on(SPLIT - timedelta(days=1)).get().code == "01106"
    assert versions.on(SPLIT).get().code == "01401"
    assert not versions.on(date(1900, 1, 1)).exists()


def test_what_held_during_a_time_is_found(cast: Cast) -> None:
    versions = TerritoryVersion.objects.filter(territory__key="pozo-almonte").order_by("valid_from")
    before = SPLIT - timedelta(days=1)

    assert [v.code for v in versions.during(before, SPLIT)] == ["01106"]
    assert [v.code for v in versions.during(SPLIT, SPLIT + timedelta(days=1))] == ["01401"]
    assert [v.code for v in versions.during(before, None)] == ["01106", "01401"]


def test_a_row_knows_whether_it_holds() -> None:
    class Post(Validity):
        class Meta:
            abstract = True

    holds = Post.holds_on
    post = type("P", (), {"valid_from": day(1), "valid_until": day(3)})()
    assert [holds(post, day(n)) for n in range(4)] == [False, True, True, False]
    post.valid_until = None
    assert holds(post, date.max)


def test_the_constraints_carry_the_name_of_the_model() -> None:
    check = ends_after_start("post")
    unique = once_at_a_time("post", "owner", message=MESSAGE)

    assert isinstance(check, CheckConstraint)
    assert all(isinstance(constraint, UniqueConstraint) for constraint in unique)
    assert [constraint.name for constraint in (check, *unique)] == [
        "post_ends_after_start",
        "post_one_open",
        "post_starts_once",
    ]
