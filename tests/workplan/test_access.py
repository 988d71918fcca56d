"""Who enters each page: 403 without a role for it, 404 for what is not theirs to see."""

from collections.abc import Iterable

import pytest

from minga.workplan.urls import urlpatterns
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import nothing_changed
from tests.workplan.by_hand import Made
from tests.workplan.pages import to

EVERYBODY = "ana bruno diana emilio carla sofia gaby marta aldo nora pia"
UNITS = "ana bruno emilio"
# Officers of other institutions hold the role, and do not find the row.
ELSEWHERE = "carla sofia"


def answers(given: dict[str, int]) -> dict[str, int]:
    """«ana bruno» → 200 as one entry per person; whoever is not named gets 403."""
    found = dict.fromkeys(EVERYBODY.split(), 403)
    for names, code in given.items():
        found |= dict.fromkeys(names.split(), code)
    return found


ALL = answers({EVERYBODY: 200})
READERS = answers({EVERYBODY: 200, "carla pia": 404})
OWN_SERVICE = answers({EVERYBODY: 404, "ana bruno emilio diana": 200})
PREPARERS = answers({UNITS: 200, ELSEWHERE: 404})


def pages(it: Made) -> dict[str, tuple[str, dict[str, int]]]:
    plan, line = it.plan.public_id, it.activity.line.public_id
    return {
        "plans": (to("plans"), ALL),
        "plans_of_place": (to("plans_of_place", it.plan.territory.public_id), ALL),
        "plan": (to("plan", plan), READERS),
        "history": (to("history", plan), READERS),
        "stages": (to("stages", plan), READERS),
        "form": (to("form", plan, "xlsx"), READERS),
        "version": (to("version", plan, 1), READERS),
        "activity": (to("activity", plan, line), READERS),
        "draft": (to("draft", plan), OWN_SERVICE),
        "create": (to("create"), answers({f"{UNITS} {ELSEWHERE}": 200})),
        "new_objective": (to("new_objective", plan), PREPARERS),
        "edit_objective": (to("edit_objective", plan, 1), PREPARERS),
        "new_activity": (to("new_activity", plan, 1), PREPARERS),
        "edit_activity": (to("edit_activity", plan, line), PREPARERS),
    }


def steps(it: Made) -> dict[str, tuple[str, str, dict[str, int]]]:
    """What a form sends: the address, the fields, and who is refused how. The rest may."""
    plan, line, waits = it.plan.public_id, it.activity.line.public_id, it.waiting.public_id
    heads = answers({"diana": 200})
    own = answers({UNITS: 200, "sofia": 200, "carla": 404})
    # Ana uploaded it; the institution that answers for the activity sees it and does not judge.
    judges = answers({"bruno emilio": 200, "ana": 422, "sofia": 403, "carla": 404})
    remarks = "remarks=Falta."
    return {
        "start_draft": (to("start_draft", plan), "", PREPARERS | {"sofia": 403}),
        "submit": (to("submit", plan), "", PREPARERS),
        "discard": (to("discard", plan), "", PREPARERS),
        "new_objective": (to("new_objective", plan), "title=x&revision=0", PREPARERS),
        "edit_objective": (to("edit_objective", plan, 1), "title=x&revision=0", PREPARERS),
        "remove_objective": (to("remove_objective", plan, 1), "", PREPARERS),
        "new_activity": (to("new_activity", plan, 1), "", PREPARERS),
        "edit_activity": (to("edit_activity", plan, line), "", PREPARERS),
        "remove_activity": (to("remove_activity", plan, line), "", PREPARERS),
        "approve": (to("approve", plan), "", heads),
        "return": (to("return", plan), remarks, heads),
        "upload": (to("upload", plan, line), "", own),
        "share": (to("share", plan, line), "", own),
        "close_stage": (to("close_stage", plan), "stage=diagnosis", heads),
        "status": (to("status", plan, line), "status=in_process", own),
        "verify": (to("verify", waits), "", judges),
        "return_evidence": (to("return_evidence", waits), remarks, judges),
    }


@pytest.mark.parametrize("who", EVERYBODY.split())
def test_each_page_opens_for_those_it_is_for(made: Made, who: str) -> None:
    client = made.cast.everybody()[who].client()

    found = {name: client.get(url).status_code for name, (url, _) in pages(made).items()}

    assert found == {name: codes[who] for name, (_, codes) in pages(made).items()}


@pytest.mark.parametrize("who", EVERYBODY.split())
def test_each_step_is_refused_to_those_it_is_not_for(made: Made, who: str) -> None:
    client = made.cast.everybody()[who].client()
    refused = {
        name: (url, data, codes[who])
        for name, (url, data, codes) in steps(made).items()
        if codes[who] != 200
    }

    with nothing_changed():
        found = {name: post(client, url, data) for name, (url, data, _) in refused.items()}

    assert found == {name: code for name, (_, _, code) in refused.items()}


def post(client: object, url: str, data: str) -> int:
    kind = "application/x-www-form-urlencoded"
    response = client.post(url, data, content_type=kind)  # type: ignore[attr-defined]
    code: int = response.status_code
    return code


def test_every_address_of_the_work_plans_is_asked_here(made: Made) -> None:
    names: Iterable[str] = (pattern.name for pattern in urlpatterns)

    assert set(names) == set(pages(made)) | set(steps(made))


def test_a_plan_never_approved_is_of_its_own_service_only(cast: Cast) -> None:
    plan = factories.submitted(cast).plan.public_id
    urls = (to("plan", plan), to("draft", plan), to("history", plan))

    for name, somebody in cast.everybody().items():
        client = somebody.client()
        codes = {client.get(url, follow=True).status_code for url in urls}
        own = name in ("ana", "bruno", "diana", "emilio")
        assert codes == ({200} if own else {404}), name
