"""A body that closes: its open commitments are of its successor, and the row stays as it was."""

from datetime import date, timedelta

from minga.commitments import actions, scope
from minga.commitments.awaiting import find
from minga.commitments.heirs import holder_of
from minga.commitments.models import Commitment
from minga.people.actions import close_organisation
from minga.people.models import Organisation
from minga.people.roles import Role
from tests.commitments import factories
from tests.conftest import SCRIBE, TODAY, Cast

LAST = TODAY - timedelta(days=5)


def _close(body: Organisation, heir: Organisation | None = None, last: date = LAST) -> None:
    close_organisation(body, last_day=last, reason="Ley", successor=heir, by=SCRIBE)


def test_the_successor_sees_and_reports_what_it_inherited(cast: Cast) -> None:
    old, heir = factories.body(cast, "corporacion"), factories.body(cast, "agencia-nueva")
    reader = factories.member(heir, Role.REGIONAL_READER)
    made = factories.commitment(cast, responsible=old)
    assert made not in Commitment.objects.visible_to(reader.access)

    _close(old, heir)

    assert made in Commitment.objects.visible_to(reader.access)
    assert made in Commitment.objects.filter(scope.to_report(reader.access, TODAY))
    actions.report_fulfilment(
        made, remarks="", file=factories.evidence(), by=reader.access, on=TODAY
    )
    assert factories.read(made).responsible_id == old.pk


def test_the_successor_of_a_successor_answers(cast: Cast) -> None:
    first, second, third = (factories.body(cast, key) for key in ("uno", "dos", "tres"))
    _close(first, second, LAST - timedelta(days=10))
    _close(second, third)

    read = Organisation.objects.get(pk=first.pk)

    assert holder_of(read, LAST) == second
    assert holder_of(read, TODAY) == third
    assert holder_of(read, LAST - timedelta(days=10)) == first


def test_the_page_says_whom_it_was_inherited_from(cast: Cast) -> None:
    old, heir = factories.body(cast, "corporacion"), factories.body(cast, "agencia-nueva")
    made = factories.commitment(cast, responsible=old)
    _close(old, heir)

    for url in ("/compromisos/", f"/compromisos/de/{made.public_id}/"):
        text = cast.ana.client().get(url).content.decode()
        assert "heredado de" in text
        assert "agencia-nueva" in text or "Agencia nueva" in text


def test_without_successor_it_awaits_the_chief_who_created_it(cast: Cast) -> None:
    old = factories.body(cast, "corporacion")
    made = factories.commitment(cast, by=cast.emilio, responsible=old)
    _close(old)

    def verbs(who) -> list[str]:  # type: ignore[no-untyped-def]
        return [item.verb for item in find(who.access, TODAY)]

    assert "Decidir quién sigue" in verbs(cast.emilio)
    assert "Decidir quién sigue" in verbs(cast.diana)
    assert "Decidir quién sigue" not in verbs(cast.ana)
    text = cast.emilio.client().get(f"/compromisos/de/{made.public_id}/").content.decode()
    assert "nadie la sucede" in text
    actions.hand_over(made, responsible=cast.unit, reason="Sigue aquí.", by=cast.emilio.access)
    assert "Decidir quién sigue" not in verbs(cast.emilio)
