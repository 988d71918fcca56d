"""A page of the draft that one had open while the version was sent, returned or approved."""

import pytest

from minga.workplan import actions
from minga.workplan.models import WorkPlanVersion
from tests.conftest import Cast, Somebody
from tests.workplan import factories
from tests.workplan.asserts import nothing_changed
from tests.workplan.pages import Response, messages, text, to, typed

APPROVED = "Está aprobada y no se modifica: prepare una modificación, que será otra versión."


def post(name: str, version: WorkPlanVersion, by: Somebody, **data: str) -> Response:
    return by.client().post(to(name, version.plan.public_id), data)


def sent_again(cast: Cast) -> tuple[WorkPlanVersion, str]:
    """Diana opened it; then it was returned and sent once more. And what her page says it was."""
    version = factories.submitted(cast)
    seen = typed(cast.diana.client().get(to("draft", version.plan.public_id)), "seen")
    actions.return_version(version, remarks="Falta.", by=cast.diana.access)
    return factories.send(cast, version), seen


@pytest.mark.parametrize("name", ["approve", "return"])
def test_one_decides_on_what_one_read(cast: Cast, name: str) -> None:
    version, seen = sent_again(cast)

    with nothing_changed():
        response = post(name, version, cast.diana, seen=seen, remarks="Falta la firma.")

    assert response.status_code == 409
    assert "Esta versión cambió desde que usted abrió la página." in text(response)


@pytest.mark.parametrize("name", ["approve", "return"])
def test_having_read_it_again_one_decides(cast: Cast, name: str) -> None:
    version, _ = sent_again(cast)
    seen = typed(cast.diana.client().get(to("draft", version.plan.public_id)), "seen")

    response = post(name, version, cast.diana, seen=seen, remarks="Falta la firma.")

    assert response.status_code == 302
    assert factories.read(version).status == ("in_force" if name == "approve" else "draft")


def test_a_step_on_what_was_approved_leads_to_the_plan_and_says_why(cast: Cast) -> None:
    version = factories.in_force(factories.approved(cast))
    plan = version.plan.public_id

    for by, name in ((cast.ana, "submit"), (cast.ana, "discard"), (cast.diana, "approve")):
        with nothing_changed():
            response = by.client().post(to(name, plan), follow=True)
        assert response.redirect_chain == [(to("plan", plan), 302)]
        assert messages(response) == [APPROVED]


def test_what_was_typed_stays_when_the_version_was_approved(cast: Cast) -> None:
    version = factories.in_force(factories.approved(cast))
    sent = {"title": "Mesas técnicas", "revision": "0"}

    with nothing_changed():
        response = post("new_objective", version, cast.ana, **sent)

    assert response.status_code == 409
    assert APPROVED in text(response)
    assert typed(response, "title") == "Mesas técnicas"
