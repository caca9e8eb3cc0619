from datetime import datetime

from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet

from guildhall.accounts.models import ApiToken, Association, AssociationQuerySet, User


def association_by_slug(slug: str) -> Association | None:
    return Association.objects.filter(slug=slug).first()


def associations_of(user: User) -> AssociationQuerySet:
    """The associations in which the person is known, by name."""
    return Association.objects.filter(pk__in=user.people.values("association")).order_by("name_zh", "name_en")


def has_anybody() -> bool:
    """Whether there is an account in this installation."""
    return User.objects.exists()


def user_of_token(digest: str, *, now: datetime) -> User | None:
    """Who made the token with this hash, if it is neither revoked nor expired and they may sign in."""
    token = (
        ApiToken.objects.filter(Q(expires_at=None) | Q(expires_at__gt=now), digest=digest, revoked_at=None)
        .select_related("user")
        .first()
    )
    if token is None or not token.user.is_active:
        return None
    if token.last_used_on != now.date():
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=now.date())
    return token.user


def tokens_of(user: User) -> QuerySet[ApiToken]:
    return ApiToken.objects.filter(user=user).order_by("-created_at")


def sessions_of(user: User) -> QuerySet[UserSession]:
    """Where the person is signed in, the latest first."""
    sessions: QuerySet[UserSession] = UserSession.objects.filter(user=user)
    return sessions.order_by("-created_at", "-pk")
