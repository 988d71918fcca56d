"""What a page does with a posted decision, in any area: one call, and the form to show again."""

from typing import Any

from minga.core.access import StaffRequest
from minga.core.approvals import actions, session
from minga.core.approvals.forms import DecideForm, ReturnForm, WithdrawForm
from minga.core.approvals.trail import Trail, trail_of
from minga.core.errors import DomainError


def pass_posted(request: StaffRequest, subject: Any) -> DecideForm:
    """Pass the step with what was posted. Without errors it was done; with them, nothing was."""
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            _pass(request, subject, form)
        except DomainError as error:
            form.refuse(error)
    return form


def _pass(request: StaffRequest, subject: Any, form: DecideForm) -> None:
    by, code = request.access, form.cleaned_data["code"]
    proof = session.proof_of(request)
    if code and proof is None:
        proof = actions.prove_step(subject, code, seen=form.read, by=by)
        if proof:
            session.keep(request, proof)
    actions.pass_step(subject, seen=form.read, proof=proof, by=by)


def return_posted(request: StaffRequest, subject: Any) -> ReturnForm:
    form = ReturnForm(request.POST)
    if form.is_valid():
        remarks = form.cleaned_data["remarks"]
        try:
            actions.return_it(subject, remarks=remarks, seen=form.read, by=request.access)
        except DomainError as error:
            form.refuse(error)
    return form


def withdraw_posted(request: StaffRequest, subject: Any) -> WithdrawForm:
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw(subject, reason=form.cleaned_data["reason"], by=request.access)
        except DomainError as error:
            form.refuse(error)
    return form


def trail_for(request: StaffRequest, subject: Any, **forms: Any) -> Trail:
    """The trail as this request sees it. `form`, `return_form`, `withdraw_form`: one refused."""
    trail = trail_of(
        subject,
        request.access,
        request.day,
        proved=session.proof_of(request) is not None,
        demonstration=request.chain.is_demonstration,
    )
    for name, form in forms.items():
        setattr(trail, name, form)
    if trail.needs_code:
        trail.form.ask_code()
    return trail
