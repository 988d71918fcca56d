"""What the tests of the database start from."""

from minga.workplan.models import ActivityStatus, EvidenceReview
from tests.conftest import Cast
from tests.snapshot import written_once
from tests.workplan import factories
from tests.workplan.by_hand import Made


@written_once
def made(cast: Cast) -> Made:
    plan = factories.approved(cast, ((40, 30, 30),))
    superseded = factories.in_force(plan)
    in_force = factories.modified(cast, plan)
    draft = factories.reopened(cast, plan)
    first, second, third = (activity.line for activity in factories.activities(plan))
    return Made(
        cast=cast,
        plan=plan,
        superseded=factories.read(superseded),
        in_force=in_force,
        draft=draft,
        objective=draft.objectives.get(),
        activity=factories.activities_of(draft)[0],
        proved=factories.verified(first, uploader=cast.ana, verifier=cast.bruno),
        waiting=factories.uploaded(second, cast.ana),
        returned=factories.returned(third, uploader=cast.ana, verifier=cast.bruno),
        review=EvidenceReview.objects.get(outcome="verified"),
        status=ActivityStatus.objects.get(),
    )
