"""Places of many firms at once, from a spreadsheet."""

from typing import IO
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.chain.actions.classification import readable, unreadable_rows
from guildhall.chain.listeners import tell_placed
from guildhall.chain.models import Chain, Placement, Segment
from guildhall.chain.permissions import require_may_keep
from guildhall.chain.places_table import ReadPlace, key_of, read_places
from guildhall.documents.actions import store_file
from guildhall.registry.models import Organization

STATED = ("products_zh", "products_en", "capacity", "unit")


@transaction.atomic
def import_placements(chain: Chain, *, name: str, content: IO[bytes] | bytes, actor: User) -> list[Placement]:
    """All places of a file, confirmed: new ones, and those that are there with what the file says of them.

    Reads what the export writes. Empty cells leave what is stated. Refused as a whole for any row that cannot be taken
    (an unknown segment or firm, no number, the same twice); the refusal lists them.
    """
    require_may_keep(actor, chain)
    file = store_file(association=chain.association, name=name, content=content, actor=actor)
    segments, firms = _segments(chain), _firms(chain)
    read, wrong = readable(file, lambda rows: read_places(rows, segments, firms))
    if wrong:
        raise unreadable_rows(wrong)
    known = {
        (one.segment_id, one.organization_id, one.role): one
        for one in Placement.objects.filter(segment__chain=chain)
    }
    stored = [_stored(chain, one, known, actor) for one in read]
    changed = [placement for placement, was_open in stored if was_open]
    for placement in changed:
        tell_placed(placement)
    record("chain.placements_imported", actor=actor, subject=chain, rows=len(read), confirmed=len(changed))
    return [placement for placement, _was_open in stored]


def _segments(chain: Chain) -> dict[str, Segment]:
    names = [(one, name) for one in chain.segments.all() for name in (one.name_en, one.name_zh) if name]
    return {key_of(name): one for one, name in names}


def _firms(chain: Chain) -> dict[str, Organization]:
    """By both names, short names and the credit code; a name that several have is none."""
    found: dict[str, Organization] = {}
    several = set[str]()
    for one in Organization.objects.of(chain.association).active():
        for name in {key_of(name) for name in (one.name_zh, one.name_en, one.short_zh, one.short_en) if name}:
            if found.setdefault(name, one) is not one:
                several.add(name)
        if one.uscc:
            found[one.uscc] = one
    return {name: one for name, one in found.items() if name not in several}


def _stored(
    chain: Chain,
    read: ReadPlace[Segment, Organization],
    known: dict[tuple[UUID, UUID, str], Placement],
    actor: User,
) -> tuple[Placement, bool]:
    """The place as the file has it, and whether it was not confirmed before."""
    placement = known.get((read.segment.pk, read.firm.pk, read.role)) or Placement(
        association_id=chain.association_id,
        segment=read.segment,
        organization=read.firm,
        role=read.role,
        version=0,
    )
    for name in STATED:
        if (given := getattr(read, name)) not in ("", None):
            setattr(placement, name, given)
    was_open = placement.state != Placement.State.CONFIRMED
    if was_open:
        placement.state = Placement.State.CONFIRMED
        placement.confirmed_by, placement.confirmed_at = actor, timezone.now()
    placement.version += 1
    placement.save()
    placement.segment, placement.organization = read.segment, read.firm
    return placement, was_open
