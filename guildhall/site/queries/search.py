"""Finding things by a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from guildhall.accounts.models import Association, User
from guildhall.commitments.models import Commitment
from guildhall.commitments.queries import commitments_visible_to
from guildhall.commitments.queries.board import with_names
from guildhall.core.paging import page_of
from guildhall.core.text_index import narrowed
from guildhall.exchange import queries as exchange
from guildhall.exchange.sight import Seen
from guildhall.meetings.models import Meeting
from guildhall.meetings.queries import meetings_visible_to
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries.words import person_is_meant, plain, unit_is_meant

SHOWN = 8


@dataclass(frozen=True)
class Found:
    """What a word was found in, of what the reader may see."""

    organizations: list[Organization]
    people: list[Person]
    meetings: list[Meeting]
    commitments: list[Commitment]
    listings: Sequence[Seen] = ()


def search(user: User, association: Association, words: str) -> Found:
    """Names and titles that hold the words: firms, people, meetings, commitments, offers and needs; at most ``SHOWN`` each."""
    words = plain(words)[:80]
    if not words:
        return Found([], [], [], [])
    named = Q(name_zh__icontains=words) | Q(name_en__icontains=words)
    said = Q(content_zh__icontains=words) | Q(content_en__icontains=words)
    firms = Organization.objects.of(association).visible_to(user)
    people = Person.objects.of(association).visible_to(user).select_related("organization")
    meetings = meetings_visible_to(user, association).select_related("body")
    promised = with_names(commitments_visible_to(user, association))
    listed = exchange.listings(association, viewer=user, asked=exchange.Asked(q=words))
    return Found(
        organizations=list(narrowed(firms, words, unit_is_meant(words)).order_by("name_key")[:SHOWN]),
        people=list(narrowed(people, words, person_is_meant(words)).order_by("name_key")[:SHOWN]),
        meetings=list(meetings.filter(named).order_by("-starts_at")[:SHOWN]),
        commitments=list(promised.filter(said).order_by("-id")[:SHOWN]),
        listings=exchange.shown(page_of(listed, size=SHOWN), user, association).rows,
    )
