from django.db import models

from guildhall.accounts.models import AssociationRow
from guildhall.registry.models.person import Person


class SignInInvitation(AssociationRow):
    """A mail that lets a person make their sign-in. Only the hash of its token is stored."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="sign_in_invitations")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.email
