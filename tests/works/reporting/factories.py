"""What is asked of a report in the tests, and months closed on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from minga.core.months import Month
from minga.territory.frames import frame_on
from minga.territory.models import Territory
from minga.works.models import Project
from minga.works.progress import actions as progress
from minga.works.progress.models import MonthClosing
from minga.works.reporting.asking import Question, question
from tests.conftest import TODAY, Cast, Somebody
from tests.works.progress import factories
from tests.works.progress.factories import OCTOBER

CLOSED = date(2007, 11, 10)


def asked(by: Somebody, month: Month = OCTOBER, **more: Any) -> Question:
    """On the region of Iquique."""
    place = frame_on(month.last).region_of(Territory.objects.get(key="iquique").pk)
    return question(more, by.access, TODAY, month=month, place=place)


def programmed(
    patch: pytest.MonkeyPatch,
    project: Project,
    cast: Cast,
    on: date,
    amounts: Mapping[Month, int],
    progress: Mapping[Month, int],
) -> None:
    """A version that is approved on a day."""
    with patch.context() as there:
        there.setattr(factories, "TODAY", on)
        factories.in_force(project, cast, amounts, progress)


def closed(cast: Cast, month: Month = OCTOBER, on: date = CLOSED) -> MonthClosing:
    head = factories.works_head(cast.serviu)
    return progress.close_month(cast.serviu, month, remark="Faltan informes", by=head.on(on), on=on)
