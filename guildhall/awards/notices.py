"""What people are told about calls for entries and awards."""

from collections import Counter
from collections.abc import Iterable

from django.urls import reverse

from guildhall.accounts.models import User
from guildhall.awards.models import Award, Call, Entry, Objection, Review, Reviewer
from guildhall.commitments.printing import spelled
from guildhall.members.notices import MOST
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Person, in_force
from guildhall.registry.permissions import managers_of
from guildhall.registry.queries import today_in, top_body

KIND = "awards"
Pair = tuple[str, str]


def titles(thing: Call | Entry) -> Pair:
    return thing.title_zh or thing.title_en, thing.title_en or thing.title_zh


def recipient(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def link_to(entry: Entry) -> str:
    return reverse("awards:entry", args=[entry.association.slug, entry.pk])


def call_published(call: Call) -> Draft:
    zh, en = titles(call)
    day_zh, day_en = spelled(call.closes_at.astimezone(call.association.zone).date())
    return Draft(
        key=f"awards.published:{call.pk}",
        kind=KIND,
        subject_zh=f"申报通知：{zh}",
        subject_en=f"Call for entries: {en}",
        text_zh=f"{zh}开始申报，截止日期为{day_zh}。申报和评审均不收取任何费用。",
        text_en=f"{en} takes entries until {day_en}. There is no fee for entering or for the review.",
        link=reverse("awards:call", args=[call.association.slug, call.pk]),
    )


def reached(entry: Entry) -> list[Person]:
    """Whoever entered, and the entrant's people who can be reached."""
    if entry.person is not None:
        return [entry.person]
    people = Person.objects.filter(organization=entry.organization_id, association=entry.association_id)
    return list(people.filter(user__isnull=False).select_related("user").order_by("id")[:MOST])


def _drafts(entry: Entry, to: Iterable[Person], key: str, subject: Pair, text: Pair) -> list[Draft]:
    return [
        Draft(
            key=f"awards.{key}:{entry.pk}:{person.pk}",
            kind=KIND,
            subject_zh=subject[0],
            subject_en=subject[1],
            text_zh=text[0],
            text_en=text[1],
            link=link_to(entry),
            to=recipient(person),
        )
        for person in to
    ]


def call_cancelled(call: Call) -> list[Draft]:
    zh, en = titles(call)
    submitted = call.entries.filter(state=Entry.State.SUBMITTED)
    reason = call.cancelled_reason
    return [
        draft
        for entry in submitted.select_related("association", "person__user")
        for draft in _drafts(
            entry,
            reached(entry),
            "cancelled",
            (f"评选取消：{zh}", f"Called off: {en}"),
            (f"{zh}已取消，原因：{reason}", f"{en} was called off: {reason}"),
        )
    ]


def entry_submitted(entry: Entry, actor: User) -> list[Draft]:
    zh, en = titles(entry)
    call_zh, call_en = titles(entry.call)
    return _drafts(
        entry,
        reached(entry),
        f"submitted.{entry.version}",
        (f"申报已提交：{zh}", f"Entry submitted: {en}"),
        (
            f"《{zh}》已提交至{call_zh}，编号{entry.number}，提交人{actor.name}。截止前可以修改或撤回。",
            f"“{en}” was submitted to {call_en} as number {entry.number} by {actor.name}. It can be changed or "
            "withdrawn before the deadline.",
        ),
    )


def entry_excluded(entry: Entry) -> list[Draft]:
    zh, en = titles(entry)
    return _drafts(
        entry,
        reached(entry),
        "excluded",
        (f"申报未予受理：{zh}", f"Entry excluded: {en}"),
        (
            f"《{zh}》不参加评审，原因：{entry.ended_reason}",
            f"“{en}” does not take part: {entry.ended_reason}",
        ),
    )


def reviews_assigned(call: Call, reviews: Iterable[Review]) -> list[Draft]:
    """To each reviewer: how many entries wait for their scores. Blind: no entry is named."""
    counts = Counter(one.reviewer_id for one in reviews)
    zh, en = titles(call)
    until_zh, until_en = "", ""
    if call.scores_until is not None:
        day_zh, day_en = spelled(call.scores_until.astimezone(call.association.zone).date())
        until_zh, until_en = f"打分截止日期为{day_zh}。", f" Scores are taken until {day_en}."
    named = Reviewer.objects.filter(pk__in=counts).select_related("person__user")
    return [
        Draft(
            key=f"awards.reviews:{one.pk}:{call.version}:{counts[one.pk]}",
            kind=KIND,
            subject_zh=f"请评审：{zh}",
            subject_en=f"Please review: {en}",
            text_zh=f"{zh}有{counts[one.pk]}项申报请您评审。{until_zh}如有利益冲突，请先声明。",
            text_en=f"{en} has {counts[one.pk]} entries for you to review.{until_en} Declare a conflict of interest first "
            "if there is one.",
            link=reverse("awards:my_review_list", args=[call.association.slug]),
            to=recipient(one.person),
        )
        for one in named
    ]


def objection_raised(objection: Objection) -> list[Draft]:
    """To whoever manages the association: an objection waits for an answer. Who raised it is not told by mail."""
    call = objection.call
    zh, en = titles(call)
    day_zh, day_en = spelled(objection.due_on)
    held = managers_of(top_body(call.association)).filter(in_force(today_in(call.association)))
    people = {one.person.pk: one.person for one in held.select_related("person__user")}
    return [
        Draft(
            key=f"awards.objection:{objection.pk}:{person.pk}",
            kind=KIND,
            subject_zh=f"公示期收到异议：{zh}",
            subject_en=f"Objection to a result: {en}",
            text_zh=f"{zh}公示期内收到一项异议，请于{day_zh}前答复；不得由提出公示的人答复。",
            text_en=f"An objection was raised to the result of {en}. It is to be answered by {day_en}, and not by who put "
            "the result up.",
            link=reverse("awards:objection_list", args=[call.association.slug, call.pk]),
            to=recipient(person),
        )
        for person in people.values()
    ]


def objection_answered(objection: Objection) -> list[Draft]:
    """To whoever objected, if they are known by a sign-in."""
    if objection.user is None:
        return []
    zh, en = titles(objection.call)
    word_zh, word_en = ("成立", "upheld") if objection.is_upheld else ("不成立", "not upheld")
    return [
        Draft(
            key=f"awards.objection_answered:{objection.pk}",
            kind=KIND,
            subject_zh=f"异议已答复：{zh}",
            subject_en=f"Your objection was answered: {en}",
            text_zh=f"异议{word_zh}。{objection.answer}",
            text_en=f"The objection was {word_en}. {objection.answer}",
            link=reverse("awards:call", args=[objection.association.slug, objection.call_id]),
            to=Recipient(user=objection.user, name=objection.name, email=objection.user.email),
        )
    ]


def awards_given(awards: Iterable[Award]) -> list[Draft]:
    drafts = []
    for award in awards:
        zh, en = titles(award.entry)
        prize_zh = award.prize.name_zh or award.prize.name_en
        prize_en = award.prize.name_en or award.prize.name_zh
        text = (f"《{zh}》荣获{prize_zh}。", f"“{en}” is given {prize_en}.")
        subject = (f"获奖：{zh}", f"Awarded: {en}")
        drafts += _drafts(award.entry, reached(award.entry), "given", subject, text)
    return drafts


def award_revoked(award: Award) -> list[Draft]:
    zh, en = titles(award.entry)
    reason = award.revoked_reason
    text = (f"《{zh}》的奖项已撤销，原因：{reason}", f"The award of “{en}” was revoked: {reason}")
    subject = (f"奖项撤销：{zh}", f"Award revoked: {en}")
    return _drafts(award.entry, reached(award.entry), "revoked", subject, text)
