"""Who sits in a body on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from guildhall.core.models import in_language
from guildhall.registry.models import Body, Organization, Person, Post, Representation, Seat, Tenure

UNRANKED = 100_000


@dataclass(frozen=True)
class RosterLine:
    """One who is entitled to sit in the body on a day, or a unit's seat that nobody sits on (``person`` None).

    ``posts`` are the person's posts in the body or that give the seat; ``label`` names them, or else the seat.
    """

    person: Person | None
    organization: Organization | None
    seat: Seat | None
    label_zh: str
    label_en: str
    votes: bool
    rank: int
    posts: tuple[Post, ...] = ()

    @property
    def label(self) -> str:
        return in_language(self.label_zh, self.label_en)


def roster(body: Body, on: date) -> list[RosterLine]:
    """The body's roster of the day, by rank of post and then in the order in which the seats were given.

    A line for each open seat, with the unit's representative of the day (None where none is named), and for
    each holder of a post that sits in the body by office. A unit's seat is one line whoever sits there, so
    somebody who represents two units has two lines; beyond that nobody has a second one: a holder of a
    post who already sits there gets no further line, and has a vote if either gives it. Four queries.
    """
    by_office = set(body.ex_officio_posts.order_by().values_list("pk", flat=True))
    tenures = _tenures_of(body, on, by_office)
    lines = _merged([_seat_line(seat) for seat in _seats_of(body, on)])
    sitting = {line.person.pk for line in lines if line.person}
    for tenure in tenures:
        if tenure.post_id in by_office and tenure.person_id not in sitting:
            sitting.add(tenure.person_id)
            lines.append(_line(tenure.person, tenure.person.organization, None, votes=True))
    return sorted(_with_posts(lines, tenures, by_office), key=lambda line: line.rank)


def _tenures_of(body: Body, on: date, by_office: set[UUID]) -> list[Tenure]:
    return list(
        Tenure.objects.in_force(on)
        .filter(Q(post__in=by_office) | Q(post__body=body))
        .select_related("post", "person__organization")
        .order_by("post__rank", "post", "id")
    )


def _seats_of(body: Body, on: date) -> Iterable[Seat]:
    sitting = Representation.objects.in_force(on).select_related("person__organization").order_by("-id")
    return (
        body.seats.in_force(on)
        .select_related("organization", "person__organization")
        .prefetch_related(Prefetch("representations", sitting, to_attr="sitting"))
        .order_by("id")
    )


def _seat_line(seat: Seat) -> RosterLine:
    if seat.person:
        return _line(seat.person, seat.person.organization, seat, votes=seat.votes)
    person = next((representation.person for representation in seat.sitting), None)  # type: ignore[attr-defined]
    return _line(person, seat.organization, seat, votes=seat.votes)


def _line(
    person: Person | None, organization: Organization | None, seat: Seat | None, *, votes: bool
) -> RosterLine:
    zh, en = (seat.label_zh, seat.label_en) if seat else ("", "")
    return RosterLine(person, organization, seat, zh, en, votes=votes, rank=UNRANKED)


def _merged(lines: Iterable[RosterLine]) -> list[RosterLine]:
    """A person's own two seats become one line; it votes if one of them does."""
    kept: list[RosterLine] = []
    own: dict[UUID, int] = {}
    for line in lines:
        if line.seat is None or line.seat.person_id is None:
            kept.append(line)
        elif (place := own.get(line.seat.person_id)) is None:
            own[line.seat.person_id] = len(kept)
            kept.append(line)
        elif line.votes and not kept[place].votes:
            kept[place] = line
    return kept


def _with_posts(
    lines: Iterable[RosterLine], tenures: Iterable[Tenure], by_office: set[UUID]
) -> Iterable[RosterLine]:
    held: dict[UUID, list[Tenure]] = {}
    for tenure in tenures:
        held.setdefault(tenure.person_id, []).append(tenure)
    seen: set[UUID] = set()
    for line in lines:
        of_person = held.get(line.person.pk, []) if line.person else []
        if not of_person or (line.person and line.person.pk in seen):
            yield line
            continue
        seen.add(of_person[0].person_id)
        yield _titled(line, of_person, by_office)


def _titled(line: RosterLine, tenures: list[Tenure], by_office: set[UUID]) -> RosterLine:
    posts = list({tenure.post_id: tenure.post for tenure in tenures}.values())
    return replace(
        line,
        label_zh="、".join(post.name_zh or post.name_en for post in posts),
        label_en=", ".join(post.name_en or post.name_zh for post in posts),
        votes=line.votes or not by_office.isdisjoint(tenure.post_id for tenure in tenures),
        rank=posts[0].rank,
        posts=tuple(posts),
    )
