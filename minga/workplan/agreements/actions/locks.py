"""Locking and asking who may: the first lines of every action on an agreement."""

from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.errors import NotAllowed
from minga.core.versions import prepared_by, require_draft
from minga.workplan.agreements.models import Agreement, AgreementVersion
from minga.workplan.agreements.permissions import PREPARE

PREPARES = "Solo las unidades de la institución preparan sus convenios de desempeño."


def lock_agreement(agreement_id: int) -> Agreement:
    """One change of an agreement at a time: versions, goals and figures all queue here."""
    return Agreement.objects.select_for_update(of=("self",)).for_page().get(pk=agreement_id)


def require(by: Access, permission: str, agreement: Agreement, sentence: str) -> None:
    if not by.may(permission, agreement.institution_id):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, agreement.institution_id)


def open_draft(version: AgreementVersion, by: Access) -> tuple[Agreement, AgreementVersion]:
    """The locked agreement and its draft, read again; `by` is noted as one who prepared it."""
    agreement = lock_agreement(version.agreement_id)
    require(by, PREPARE, agreement, PREPARES)
    draft = AgreementVersion.objects.get(pk=version.pk)
    require_draft(draft)
    prepared_by(draft, by)
    # The weight counter is moved by a trigger: the digest of the version must be taken anew.
    current_act().touch(AgreementVersion, draft.pk)
    return agreement, draft
