"""Somebody of a bank asks to see an item of a firm's data. Whether it is shown or refused, it is recorded, in the same
transaction as it is answered: what cannot be recorded is not given."""

from dataclasses import dataclass

from django.db import transaction

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import NotAllowedError
from guildhall.funding.models import DataItem, FirmRecord, Look, Release
from guildhall.funding.permissions import require_of_bank
from guildhall.funding.queries import Contents, contents_of, refusal_of


@dataclass(frozen=True)
class Looked:
    """The line of the record, and what was asked for where it was given."""

    look: Look
    contents: Contents | None

    def given(self) -> Contents:
        """What was asked for; else the refusal, which by now is on record."""
        if self.contents is None:
            raise NotAllowedError(str(self.look.get_outcome_display()), code=str(self.look.outcome))
        return self.contents


@transaction.atomic
def look_at_item(release: Release, *, item: str, row: FirmRecord | None = None, actor: User) -> Looked:
    """One item of the release, or with ``row`` one of its files. Only for people of the bank.

    Call ``given()`` on the answer after the transaction: refused after the end, after a revocation and for what was
    not released, and these attempts are recorded too.
    """
    person = require_of_bank(actor, release)
    # A revocation waits for this look, and a look for a revocation: none is given after it.
    held = (
        Release.objects.select_for_update(of=("self",))
        .select_related("association", "organization__association")
        .get(pk=release.pk)
    )
    asked = DataItem(item)
    refused = refusal_of(held, asked)
    contents = None if refused else contents_of(held.organization, asked)
    if contents is not None and row is not None:
        contents = Contents(files=[one for one in contents.files if one.pk == row.pk])
    is_file_given = row is not None and contents is not None and bool(contents.files)
    look = Look.objects.create(
        association=held.association,
        release=held,
        item=asked,
        outcome=refused or Look.Outcome.SHOWN,
        file=row.file if row is not None and is_file_given else None,
        person=person,
        user=actor,
    )
    record("data.looked_at", actor=actor, subject=look, item=str(asked), outcome=str(look.outcome))
    return Looked(look, contents)
