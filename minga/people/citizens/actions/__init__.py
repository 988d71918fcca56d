"""What can be done with persons as citizens: one function, one transaction, one event."""

from minga.people.citizens.actions.attentions import (
    Asked,
    answer_attention,
    refer_attention,
    register_attention,
    void_attention,
)
from minga.people.citizens.actions.catalogue import add_subject, end_subject, set_term
from minga.people.citizens.actions.households import (
    end_membership,
    form_household,
    join_household,
    part_household,
)
from minga.people.citizens.actions.merges import propose_merge
from minga.people.citizens.actions.persons import Identity, add_citizen, correct_citizen, give_run
from minga.people.citizens.actions.rights import deliver_export, receive_request

__all__ = [
    "Asked",
    "Identity",
    "add_citizen",
    "add_subject",
    "answer_attention",
    "correct_citizen",
    "deliver_export",
    "end_membership",
    "end_subject",
    "form_household",
    "give_run",
    "join_household",
    "part_household",
    "propose_merge",
    "receive_request",
    "refer_attention",
    "register_attention",
    "set_term",
    "void_attention",
]
