from django.utils import timezone

from guildhall.accounts.actions import digest_of
from guildhall.accounts.models import User
from guildhall.registry.models import SignInInvitation


def invitation_of_token(token: str) -> SignInInvitation | None:
    """The invitation that a link's token opens; None when it is unknown, used or too old."""
    open_ones = SignInInvitation.objects.filter(accepted_at__isnull=True, expires_at__gt=timezone.now())
    return (
        open_ones.filter(digest=digest_of(token), person__user__isnull=True)
        .select_related("person__association", "association")
        .first()
    )


def signs_in_already(invitation: SignInInvitation) -> bool:
    """Whether somebody signs in with this mail address, who then has to do so before the link can be used."""
    return User.objects.filter(email=invitation.email.lower()).exists()
