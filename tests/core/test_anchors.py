"""Anchors: a line for each event, and an action that stands without one."""

import logging

import pytest

from minga.core import anchors
from minga.core.models import Chain, Event
from tests.conftest import SCRIBE, Cast
from tests.core.database import commit
from tests.core.deeds import rename


@pytest.fixture
def chain(cast: Cast) -> Chain:
    commit()
    return Chain.objects.get()


def test_each_event_leaves_its_line(chain: Chain) -> None:
    events = Event.objects.order_by("sequence").values_list("sequence", "hash")

    assert list(anchors.read(chain.chain_id)) == list(events)
    assert anchors.last(chain.chain_id) == chain.sequence


def test_a_chain_without_anchors_has_no_last_one(db: None) -> None:
    assert anchors.last("bcdfghjkmnpq") == 0


def test_a_line_that_a_crash_cut_is_no_anchor(chain: Chain) -> None:
    with anchors.anchor_file(chain.chain_id).open("a") as lines:
        lines.write(f"{chain.sequence + 1} {'a' * 64}")

    assert anchors.last(chain.chain_id) == chain.sequence


@pytest.mark.django_db(transaction=True)
def test_an_action_stands_without_its_anchor_and_the_log_says_so(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    path = anchors.anchor_file(Chain.objects.get().chain_id)
    path.unlink()
    path.mkdir()

    with caplog.at_level(logging.ERROR):
        rename(cast.unit, "Control", by=SCRIBE)

    cast.unit.refresh_from_db()
    assert cast.unit.name == "Control"
    assert "append_on_commit" in caplog.text
