"""Plain builders for tests: valid by default, every detail can be named."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.awards import actions
from guildhall.awards.models import Award, Call, Entry, EntryFile, Objection, Review, Reviewer
from guildhall.core.requests import forget
from guildhall.documents.models import File
from guildhall.meetings.models import Meeting, Motion, Resolution
from guildhall.members.tests.make import make_member
from guildhall.registry.models import Body, Person
from guildhall.registry.queries import today_in
from guildhall.registry.tests.make import (
    make_association,
    make_body,
    make_organization,
    make_person,
    make_top_body,
    make_user_with_powers,
)

__all__ = [
    "LINES",
    "PDF",
    "add_file",
    "in_publicity",
    "make_association",
    "make_award",
    "make_body",
    "make_call",
    "make_entrant",
    "make_entry",
    "make_keeper",
    "make_member",
    "make_objection",
    "make_organization",
    "make_person",
    "make_ranked",
    "make_resolution",
    "make_review",
    "make_reviewer",
    "make_user_with_powers",
    "over",
]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LINES = actions.Lines(
    categories=[actions.CategoryLine("技术创新", "Technical innovation", "轴承\n润滑")],
    criteria=[
        actions.CriterionLine("创新性", "Originality", 60),
        actions.CriterionLine("效益", "Benefit", 40),
    ],
    prizes=[actions.PrizeLine("一等奖", "First prize", 1), actions.PrizeLine("二等奖", "Second prize", 2)],
)


def make_keeper(association: Association, *more: Power) -> User:
    """Keeps calls and decides for the association."""
    make_top_body(association)
    user = make_user_with_powers(association, Power.MANAGE, Power.DECIDE, Power.READ, Power.ISSUE, *more)
    forget()
    return user


def make_call(
    association: Association | None = None, *, body: Body | None = None, lines: Any = LINES, **details: Any
) -> Call:
    """A call that takes entries for a week, in one category, from whoever the association knows."""
    association = association or make_association()
    now = timezone.now()
    given: dict[str, Any] = {
        "title_zh": "科技进步奖",
        "title_en": "Progress award",
        "rules_zh": "不收取任何费用。",
        "closes_at": now + timedelta(days=7),
        "scores_until": now + timedelta(days=20),
        "members_only": False,
        "needs_file": False,
        "reviewers_each": 2,
        "load_limit": 10,
        "state": Call.State.OPEN,
        "published_at": now,
    }
    given |= details
    call = Call.objects.create(association=association, body=body or make_top_body(association), **given)
    for name in ("categories", "criteria", "prizes"):
        for place, line in enumerate(getattr(lines, name), start=1):
            getattr(call, name).create(association=association, position=place, **vars(line))
    return call


def make_entrant(association: Association, **details: Any) -> User:
    """Somebody of a unit who can sign in; their unit enters."""
    user = make_user_with_powers(association)
    person = user.people.get()
    person.organization = details.get("organization") or make_organization(association)
    person.save()
    forget()
    return user


def make_entry(call: Call | None = None, *, people: Any = (), **details: Any) -> Entry:
    """An entry of a unit that was submitted."""
    call = call or make_call()
    given: dict[str, Any] = {
        "category": call.categories.first(),
        "title_zh": "高速轴承",
        "title_en": "High-speed bearing",
        "state": Entry.State.SUBMITTED,
    }
    if "organization" not in details and "person" not in details:
        given["organization"] = make_organization(call.association)
    given |= details
    if given["state"] != Entry.State.DRAFT:
        given |= {"number": call.entries.count() + 1, "submitted_at": timezone.now()}
    entry = Entry.objects.create(association=call.association, call=call, **given)
    entry.people.set(people)
    return entry


def add_file(entry: Entry) -> EntryFile:
    file = File.objects.create(
        association=entry.association,
        name="申报书.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
    )
    return EntryFile.objects.create(association=entry.association, entry=entry, file=file)


def make_reviewer(call: Call, *, person: Person | None = None, **details: Any) -> Reviewer:
    """Somebody on the panel who can sign in."""
    if person is None:
        person = make_user_with_powers(call.association).people.get()
        forget()
    given: dict[str, Any] = {"fields": "轴承"}
    return Reviewer.objects.create(association=call.association, call=call, person=person, **given | details)


def over(call: Call, **changes: Any) -> Call:
    """The call after its deadline for entries, under review unless another state is named."""
    given = {"closes_at": timezone.now() - timedelta(hours=1), "state": Call.State.REVIEW}
    Call.objects.filter(pk=call.pk).update(**given | changes)
    call.refresh_from_db()
    return call


def make_review(entry: Entry, reviewer: Reviewer | None = None, *, points: Any = None) -> Review:
    """An entry given to a reviewer; with ``points`` for every criterion, scored."""
    reviewer = reviewer or make_reviewer(entry.call)
    review = Review.objects.create(association=entry.association, entry=entry, reviewer=reviewer)
    if points is not None:
        for criterion in entry.call.criteria.all():
            review.scores.create(association=entry.association, criterion=criterion, points=points)
        Review.objects.filter(pk=review.pk).update(state=Review.State.SCORED, scored_at=timezone.now())
        review.refresh_from_db()
    return review


def make_resolution(body: Body, **details: Any) -> Resolution:
    """Carried in a meeting of the body today."""
    association = body.association
    meeting = Meeting.objects.create(association=association, body=body, name_zh="理事会会议")
    motion = Motion.objects.create(
        association=association, meeting=meeting, title_zh="审定获奖名单", state="carried"
    )
    number = Resolution.objects.filter(body=body).count() + 1
    given: dict[str, Any] = {
        "number": number,
        "year": 2026,
        "serial": f"会决〔2026〕{number}号",
        "title_zh": "审定获奖名单",
    }
    given |= {"adopted_on": today_in(association)}
    return Resolution.objects.create(
        association=association, body=body, meeting=meeting, motion=motion, **given | details
    )


def make_ranked(call: Call, *scores: int, **details: Any) -> list[Entry]:
    """Entries with these scores, ranked by them; the call is ranked."""
    ordered = sorted(scores, reverse=True)
    entries = [
        make_entry(call, score=score, exact=str(score), rank=ordered.index(score) + 1) for score in scores
    ]
    over(call, state="ranked", scored_at=timezone.now(), **details)
    return entries


def in_publicity(call: Call, *scores: int, days_left: int = 5, **details: Any) -> list[Entry]:
    """Entries whose result is public until so many days from now; negative: the period is over."""
    entries = make_ranked(call, *(scores or (80,)))
    today = today_in(call.association)
    Call.objects.filter(pk=call.pk).update(
        state="publicity",
        publicity_from=today - timedelta(days=20),
        publicity_to=today + timedelta(days=days_left),
        publicity_by=details.get("publicity_by"),
    )
    call.refresh_from_db()
    return entries


def make_objection(call: Call, **details: Any) -> Objection:
    given: dict[str, Any] = {"name": "李新", "contact": "13800000000", "text": "成果权属有争议。"}
    given |= {"due_on": today_in(call.association) + timedelta(days=7)}
    return Objection.objects.create(association=call.association, call=call, **given | details)


def make_award(call: Call, **details: Any) -> Award:
    """A prize given; the call is decided."""
    entry = make_ranked(call, 80)[0]
    Call.objects.filter(pk=call.pk).update(state="decided")
    call.refresh_from_db()
    prize = call.prizes.first()
    return Award.objects.create(association=call.association, entry=entry, prize=prize, **details)
