"""Subjects with dates and terms with sources, which the service keeps."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from minga.core.errors import DomainError, NotAllowed
from minga.people.citizens import actions
from minga.people.citizens.models import AttentionSubject
from minga.people.citizens.terms import brought, due, term, years_after
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.core.database import sql
from tests.people.citizens import factories


def test_a_subject_is_added_with_the_next_number(cast: Cast) -> None:
    factories.subject(cast)

    sent = cast.nora.client().post(reverse("citizens:catalogue"), {"name": "Certificado"})

    assert sent.status_code == 302
    assert str(AttentionSubject.objects.latest("pk")) == "2. Certificado"


@pytest.mark.parametrize("name", ["", "  ", "postulación A subsidio"])
def test_its_name_is_said_and_is_one(cast: Cast, name: str) -> None:
    factories.subject(cast)

    page = cast.nora.client().post(reverse("citizens:catalogue"), {"name": name})

    assert page.status_code == 422
    assert AttentionSubject.objects.count() == 1


def test_one_that_ended_is_not_chosen_any_more_and_keeps_its_number(cast: Cast) -> None:
    subject = factories.subject(cast)
    actions.end_subject(subject, reason="Se unió a otra.", by=cast.nora.access)

    assert factories.attention(cast).subject == subject
    tomorrow = TODAY + timedelta(days=1)
    subject.refresh_from_db()
    assert (subject.valid_until, subject.holds_on(tomorrow)) == (tomorrow, False)
    assert actions.add_subject(cast.serviu, "Otra", by=cast.nora.access).number == 2
    with nothing_recorded(), pytest.raises(DomainError, match="terminó"):
        actions.end_subject(subject, reason="Otra vez.", by=cast.nora.access)


def test_each_service_keeps_its_own(cast: Cast) -> None:
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.add_subject(cast.other, "Ajena", by=cast.nora.access)
    subject = factories.subject(cast)
    with nothing_recorded(), pytest.raises(DomainError, match="no está vigente"):
        actions.register_attention(cast.other, actions.Asked(subject), by=cast.hugo.access)


def test_every_term_has_its_source_and_says_when_it_is_not_verified() -> None:
    terms = brought().values()

    assert all(rule.source and rule.unit and rule.value > 0 for rule in terms)
    assert "(sin verificar)" in brought()["answer"].words
    assert "(sin verificar)" not in brought()["rights"].words


def test_a_term_of_the_service_rules_from_its_day_and_only_there(cast: Cast) -> None:
    tomorrow = TODAY + timedelta(days=1)
    form = {
        "value": "5",
        "valid_from": tomorrow.isoformat(),
        "source": "Res. Ex. 9",
        "is_verified": "on",
        "reason": "Carta de trato.",
    }

    sent = cast.nora.client().post(reverse("citizens:set_term", args=["answer"]), form)

    assert sent.status_code == 302
    days = [term("answer", cast.serviu.pk, day).value for day in (TODAY, tomorrow)]
    assert days == [10, 5]
    assert term("answer", cast.other.pk, tomorrow).value == 10


@pytest.mark.parametrize(
    "wrong", [{"value": "0"}, {"source": " "}, {"valid_from": "2007-11-29"}, {"reason": ""}]
)
def test_a_term_is_not_set_for_the_past_or_without_a_source(
    cast: Cast, wrong: dict[str, str]
) -> None:
    form = {"value": "5", "valid_from": TODAY.isoformat(), "source": "Res.", "reason": "Sí."}

    page = cast.nora.client().post(reverse("citizens:set_term", args=["answer"]), form | wrong)

    assert page.status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        sql(
            "INSERT INTO citizens_termvalue (service_id, key, value, valid_from, source, "
            "is_verified, reason, event_id) VALUES (%s, 'answer', 0, %s, 'x', %s, 'x', %s)",
            cast.serviu.pk,
            TODAY,
            False,
            cast.serviu.event_id,
        )


def test_a_term_counts_the_holidays_of_the_region() -> None:
    """7 June, the battle of Arica, is a holiday of Arica y Parinacota alone."""
    ten = brought()["answer"]

    assert due(date(2018, 6, 1), ten, "AP") == due(date(2018, 6, 1), ten, "TA") + timedelta(days=3)


def test_years_after_a_leap_day_end_the_day_after() -> None:
    assert years_after(date(2008, 2, 29), 5) == date(2013, 3, 1)
    assert years_after(date(2008, 2, 29), 4) == date(2012, 2, 29)
