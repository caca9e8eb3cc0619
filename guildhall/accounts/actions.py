"""Keys for programs, and answers that are given once."""

import hashlib
import secrets
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import ApiToken, User
from guildhall.core.errors import NotAllowedError, RuleError

TOKEN_MARK = "gh_"  # noqa: S105 -- the public beginning of every token, so that leaked ones are recognised


def digest_of(secret: str) -> str:
    """What is stored of a token: SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make_token(*, name: str, expires_at: datetime | None = None, actor: User) -> tuple[ApiToken, str]:
    """A new API token of the actor, and its secret, which is shown this once and stored only as a hash."""
    secret = TOKEN_MARK + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=actor, name=name, prefix=secret[:9], digest=digest_of(secret), expires_at=expires_at
    )
    return token, secret


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: User) -> None:
    """The owner, and nobody else, ends a token; a program that uses it is refused from now on."""
    if token.user_id != actor.pk:
        raise NotAllowedError(
            _("This token is somebody else's. Only who made a token revokes it."), code="not_yours"
        )
    if not ApiToken.objects.filter(pk=token.pk, user=actor, revoked_at=None).update(
        revoked_at=timezone.now()
    ):
        raise RuleError(_("This token was already revoked."), code="already_revoked")
    token.refresh_from_db()


@transaction.atomic
def end_session(session: UserSession, *, actor: User) -> None:
    """The owner, and nobody else, signs one browser out; its next request is that of a stranger."""
    if session.user_id != actor.pk:
        raise NotAllowedError(
            _("Somebody else is signed in there. Everyone ends only their own."), code="not_yours"
        )
    session.end()


@transaction.atomic
def change_profile(*, name: str, language: str, actor: User) -> User:
    """The actor's own name and the language in which mails reach them (empty: both)."""
    User.objects.filter(pk=actor.pk).update(name=name, language=language)
    actor.refresh_from_db()
    return actor
