"""What a person does with their own account: a password, security keys."""

from datetime import date

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals import factors
from minga.core.models import User
from minga.people.accounts import errors, links, throttle
from minga.people.accounts.actions.state import details_of
from minga.people.accounts.models import AccountLink, SecurityKey, SecurityKeyUse
from minga.people.accounts.sessions import end_sessions
from minga.people.models import Person


def _set_password(user: User, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise errors.PasswordRefused(error.messages) from error
    if check_password(password, user.password):
        raise errors.SamePassword
    user.password = make_password(password)
    user.save(update_fields=["password"])
    details = details_of(user)
    if details.must_change_password:
        details.must_change_password = False
        details.save()
    throttle.unlock(user.pk)


@action("accounts.password_set", says="fijó la contraseña de su cuenta con un enlace")
def accept_link(token: str, *, password: str, by: Access, on: date | None = None) -> User:
    """A link serves once: of two that hold it only one sets a password. Every session ends."""
    found = AccountLink.objects.select_for_update().open().filter(digest=links.digest_of(token))
    link = found.filter(user__is_active=True).first()
    if link is None:
        raise errors.LinkNotValid
    user = User.objects.select_for_update().get(pk=link.user_id)
    _set_password(user, password)
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])
    end_sessions(user.pk)
    if link.kind == AccountLink.Kind.RESET:
        links.tell_changed(user)
    current_act().about(Person.objects.get(user=user), link=link.kind)
    return user


@action("accounts.password_changed", says="cambió su contraseña")
def change_password(*, password: str, by: Access, on: date | None = None) -> User:
    """After the old one was right, which who calls has judged."""
    assert by.user_id is not None
    user = User.objects.select_for_update().get(pk=by.user_id)
    _set_password(user, password)
    links.revoke(user.pk)
    links.tell_changed(user)
    current_act().about(Person.objects.get(user=user))
    return user


@action("accounts.key_added", says="agregó una llave de seguridad a su cuenta")
def add_key(
    *, name: str, credential: str, data: str, counter: int, by: Access, on: date | None = None
) -> SecurityKey:
    """After it signed, which who calls has judged."""
    assert by.user_id is not None
    assert on is not None
    User.objects.select_for_update().get(pk=by.user_id)
    if factors.confirmed(by.user_id) is None:
        raise errors.FactorFirst
    if SecurityKey.objects.filter(credential=credential).exists():
        raise errors.KeyKnown
    key = SecurityKey(
        user_id=by.user_id, name=name.strip(), credential=credential, data=data, added_on=on
    )
    key.save()
    SecurityKeyUse.objects.create(key=key, counter=counter)
    current_act().about(key)
    return key


@action("accounts.key_removed", says="quitó una llave de seguridad de su cuenta")
def remove_key(key: SecurityKey, *, by: Access, on: date | None = None) -> SecurityKey:
    found = SecurityKey.objects.select_for_update().standing().filter(pk=key.pk, user=by.user_id)
    standing = found.first()
    if standing is None:
        raise errors.KeyGone
    standing.ended_on = on
    standing.save(update_fields=["ended_on"])
    current_act().about(standing)
    return standing
