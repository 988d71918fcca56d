"""What can be done with the diffusion of a plan: one function, one transaction, one event."""

from minga.workplan.diffusion.actions.plan import (
    Means,
    add_mechanism,
    begin_diffusion,
    change_mechanism,
    discard_draft,
    remove_mechanism,
    restore_mechanism,
    start_draft,
)
from minga.workplan.diffusion.actions.publishing import (
    Told,
    change_publication,
    correct_publication,
    discard_publication,
    prepare_publication,
)

__all__ = [
    "Means",
    "Told",
    "add_mechanism",
    "begin_diffusion",
    "change_mechanism",
    "change_publication",
    "correct_publication",
    "discard_draft",
    "discard_publication",
    "prepare_publication",
    "remove_mechanism",
    "restore_mechanism",
    "start_draft",
]
