"""A purchase brought to where a test begins, by the same actions as anybody's."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from minga.core.approvals import actions
from minga.core.approvals.models import Decision, Submission, SubmissionStep
from minga.core.approvals.rounds import seen_of
from minga.core.errors import Refusal
from minga.core.models import Preparation
from tests.conftest import Somebody, nothing_recorded
from tests.core.approvals.conftest import Office
from tests.core.approvals.sample.flow import MILLION, purchase_of
from tests.core.approvals.sample.models import Purchase, PurchaseLine

LARGE = 12 * MILLION


def written(office: Office, amount: int | None = LARGE) -> Purchase:
    """Ana's, not sent."""
    return purchase_of(office.serviu, amount, by=office.ana.access)


def sent(office: Office, amount: int | None = LARGE) -> Purchase:
    """Ana's, waiting for the head of the unit."""
    return actions.begin(written(office, amount), by=office.ana.access)


def passes(purchase: Purchase, who: Somebody, **more: object) -> Purchase:
    return actions.pass_step(purchase, seen=seen_of(purchase), by=who.access, **more)  # type: ignore[arg-type]


def returns(purchase: Purchase, who: Somebody, remarks: str = "Falta una cotización.") -> Purchase:
    return actions.return_it(purchase, remarks=remarks, seen=seen_of(purchase), by=who.access)


def submission(purchase: Purchase) -> Submission:
    """The last one."""
    return Submission.objects.of(purchase).latest("number")


def labels(purchase: Purchase) -> list[str]:
    return [step.label for step in submission(purchase).steps.order_by("position")]


def state(purchase: Purchase) -> str:
    return Purchase.objects.get(pk=purchase.pk).state


def rows() -> dict[str, list[tuple[object, ...]]]:
    models = (Purchase, PurchaseLine, Submission, SubmissionStep, Decision, Preparation)
    return {model.__name__: sorted(model._base_manager.values_list(), key=repr) for model in models}


@contextmanager
def refused(error: type[Refusal], says: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """With these words, and nothing changed."""
    before = rows()
    with nothing_recorded(), pytest.raises(error, match=says) as caught:
        yield caught
    assert rows() == before
