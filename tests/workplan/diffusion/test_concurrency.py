"""Two people at the same moment, on PostgreSQL: one wins, the other is told."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.core.errors import DomainError
from minga.people.roles import Role
from minga.workplan.diffusion import actions, errors
from minga.workplan.diffusion.models import DiffusionPlan, Publication
from tests.conftest import TODAY, Cast
from tests.workplan import factories as plans
from tests.workplan.diffusion import factories as made
from tests.workplan.test_concurrency import Act, _act, _until_waiting, kinds

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no locks on rows to try"
    ),
]


def at_once(diffusion: DiffusionPlan, *acts: Act) -> list[object]:
    """Results and refusals of acts that begin while the plan is held, and go on together."""
    with ThreadPoolExecutor(len(acts)) as people:
        with transaction.atomic():
            DiffusionPlan.objects.select_for_update(of=("self",)).get(pk=diffusion.pk)
            running = [people.submit(_act, act) for act in acts]
            _until_waiting(len(acts))
        return [one.result(timeout=30) for one in running]


def test_two_corrections_at_once_are_one(cast: Cast) -> None:
    diffusion = made.approved(cast)
    old, said = made.published(cast, diffusion), made.told(cast, title="Corregida")

    def by(who: str) -> Act:
        access = getattr(cast, who).access
        return lambda: actions.correct_publication(
            old, said, correction="Eran diez.", by=access, on=TODAY
        )

    results = at_once(diffusion, by("ana"), by("bruno"))
    assert kinds(results) == {Publication, errors.CorrectedAlready}


def test_a_mechanism_is_not_removed_while_something_is_published_by_it(cast: Cast) -> None:
    diffusion = made.approved(cast)
    draft = actions.start_draft(diffusion, by=cast.ana.access)
    first = draft.mechanisms.for_page().order_by("number")[0]
    line, told = made.line(diffusion), made.told(cast)
    access, other = cast.ana.access, cast.bruno.access

    at_once(
        diffusion,
        lambda: actions.remove_mechanism(first, by=access, on=TODAY),
        lambda: actions.prepare_publication(line, told, by=other, on=TODAY),
    )

    # Whoever came first: what was published stays in the next version that comes into force.
    assert Publication.objects.count() == 1
    if draft.mechanisms.filter(line=line).exists():
        return
    with pytest.raises(DomainError):
        approvals.begin(draft, by=access, on=TODAY)


def test_two_drafts_at_once_are_one(cast: Cast) -> None:
    diffusion = made.approved(cast)
    ana, bruno = cast.ana.access, cast.bruno.access

    results = at_once(
        diffusion,
        lambda: actions.start_draft(diffusion, by=ana, on=TODAY),
        lambda: actions.start_draft(diffusion, by=bruno, on=TODAY),
    )
    assert errors.OpenVersionExists in kinds(results)
    assert diffusion.versions.count() == 2


def test_two_who_accept_it_at_once_are_one(cast: Cast) -> None:
    diffusion = made.approved(cast)
    sent = made.sent(cast, made.prepared(cast, diffusion))
    other = plans.member(cast.serviu, Role.INSTITUTION_HEAD)
    seen, accesses = seen_of(sent), (cast.diana.access, other.access)

    def by(number: int) -> Act:
        return lambda: approvals.pass_step(sent, seen=seen, by=accesses[number], on=TODAY)

    with ThreadPoolExecutor(2) as people:
        running = [people.submit(_act, by(number)) for number in (0, 1)]
        results = [one.result(timeout=30) for one in running]
    assert len(kinds(results)) == 2
    assert made.again(sent).state == "published"
