"""How a person whom the association knows comes to sign in. Of a link only the hash is stored."""

import secrets
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.actions import digest_of
from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.requests import forget
from guildhall.jobs.actions import start_job
from guildhall.registry.models import Person, SignInInvitation
from guildhall.registry.notices import mail_sign_in_link
from guildhall.registry.permissions import require_may_change_person
from guildhall.registry.queries import invitation_of_token

VALID_FOR = timedelta(days=7)


@transaction.atomic
def invite_person_to_sign_in(person: Person, *, actor: User) -> SignInInvitation:
    """Mail the person a link that is valid once, for seven days. Earlier links of the person end.

    Refused without a mail address, for somebody who can sign in already, and when another person of the
    association signs in with that address.
    """
    require_may_change_person(actor, person)
    _require_invitable(person)
    now = timezone.now()
    person.sign_in_invitations.filter(accepted_at__isnull=True, expires_at__gt=now).update(expires_at=now)
    # Nobody knows a token for this hash: the job that mails the link makes the token and keeps only its hash.
    invitation = SignInInvitation.objects.create(
        association=person.association,
        person=person,
        email=person.email,
        digest=digest_of(secrets.token_urlsafe(32)),
        expires_at=now + VALID_FOR,
    )
    record("person.invited_to_sign_in", actor=actor, subject=person)
    start_job(
        "registry.mail_sign_in_link",
        association=person.association,
        arguments={"invitation": str(invitation.pk)},
        actor=actor,
    )
    return invitation


def send_sign_in_link(invitation: SignInInvitation) -> None:
    """Make the token, store its hash, mail the link. Run again after a crash it mails a new, then only valid link."""
    token = secrets.token_urlsafe(32)
    open_rows = SignInInvitation.objects.filter(
        pk=invitation.pk, accepted_at__isnull=True, expires_at__gt=timezone.now()
    )
    if open_rows.update(digest=digest_of(token)):
        mail_sign_in_link(invitation, token)


@transaction.atomic
def accept_sign_in(token: str, *, password: str = "", actor: User | None = None) -> User:
    """The person of the link can sign in from now on: as ``actor``, who is signed in, or with a new ``password``.

    Refused: a link that is unknown, used or too old, a weak password, a mail address that already signs in (its
    owner signs in first and opens the link again), and an actor whom the association knows as somebody else.
    """
    invitation = invitation_of_token(token)
    if invitation is None:
        raise _no_longer_valid()
    user = actor or _new_user(invitation, password)
    now = timezone.now()
    claimed = SignInInvitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True, expires_at__gt=now)
    if not claimed.update(accepted_at=now):
        raise _no_longer_valid()
    _link(invitation.person, user)
    record("person.signed_in", actor=user, subject=invitation.person)
    forget()
    return user


def _require_invitable(person: Person) -> None:
    if person.user_id:
        raise RuleError(
            _("%(name)s can sign in already.") % {"name": person.name}, code="can_sign_in_already"
        )
    if not person.email:
        raise RuleError(
            _("Enter a mail address of %(name)s first; the link is sent there.") % {"name": person.name},
            code="no_email",
        )
    others = Person.objects.of(person.association).exclude(pk=person.pk)
    if other := others.filter(user__email=person.email.lower()).first():
        raise RuleError(
            _("%(name)s already signs in with this mail address. Each person needs one of their own.")
            % {"name": other.name},
            code="email_taken",
        )


def _new_user(invitation: SignInInvitation, password: str) -> User:
    if User.objects.filter(email=invitation.email.lower()).exists():
        raise RuleError(
            _("This mail address already signs in here. Sign in with it, then open the link again."),
            code="sign_in_first",
        )
    person = invitation.person
    draft = User(email=invitation.email.lower(), name=person.name)
    try:
        validate_password(password, draft)
    except ValidationError as error:
        raise InvalidError(
            " ".join(error.messages), code="weak_password", details={"field": "password"}
        ) from error
    try:
        with transaction.atomic():
            # Who opened the link reads the mail of this address.
            return User.objects.create_verified_user(invitation.email, password, name=person.name)
    except IntegrityError as error:
        raise _no_longer_valid() from error


def _link(person: Person, user: User) -> None:
    try:
        with transaction.atomic():
            linked = Person.objects.filter(Q(user__isnull=True), pk=person.pk).update(user=user)
    except IntegrityError as error:
        raise RuleError(
            _("%(association)s already knows you as somebody else. Ask its secretariat.")
            % {"association": person.association.name},
            code="known_as_somebody_else",
        ) from error
    if not linked:
        raise _no_longer_valid()
    person.user = user


def _no_longer_valid() -> RuleError:
    return RuleError(
        _("This link is no longer valid. Ask the secretariat to send you a new one."), code="link_invalid"
    )
