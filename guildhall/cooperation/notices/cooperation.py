"""What the parties and the keeper of a cooperation are told. Notices are given inside the action's transaction."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils import translation

from guildhall.accounts.models import Association, User
from guildhall.cooperation.models import Cooperation, CooperationParty, Step
from guildhall.cooperation.queries import people_of_parties
from guildhall.core.dates import long_date
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Organization, Person

KIND = "cooperation"
Pair = tuple[str, str]


def pair(row: Organization | Person | Association) -> Pair:
    """A row's names in Chinese and in English, each filled from the other where it is empty."""
    return row.name_zh or row.name_en, row.name_en or row.name_zh


def subject(cooperation: Cooperation) -> Pair:
    zh, en = cooperation.subject_zh, cooperation.subject_en
    return (zh or en)[:80], (en or zh)[:80]


def label(choice: "Cooperation.Stage | Cooperation.Ending") -> Pair:
    """What a choice is called in both languages."""
    with translation.override("zh-hans"):
        zh = str(choice.label)
    with translation.override("en"):
        return zh, str(choice.label)


def recipient(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def draft(
    cooperation: Cooperation, to: Person, *, key: str, head: Pair, text: Pair, kind: str = KIND
) -> Draft:
    """To one person, with a link into the association that this person belongs to."""
    return Draft(
        key=f"cooperation.{key}:{cooperation.pk}:{to.pk}",
        kind=kind,
        subject_zh=head[0],
        subject_en=head[1],
        text_zh=text[0],
        text_en=text[1],
        link=reverse("cooperation:cooperation", args=[to.association.slug, cooperation.pk]),
        to=recipient(to),
    )


def to_others(
    cooperation: Cooperation, *, but: User, key: str, head: Pair, text: Pair, keeper: bool = True
) -> list[Draft]:
    """To the people of all parties and to whoever looks after it, except who did it."""
    people = [person for party in people_of_parties(cooperation).values() for person in party]
    if keeper and cooperation.keeper is not None:
        people.append(cooperation.keeper)
    others = {person.pk: person for person in people if person.user_id != but.pk}
    return [draft(cooperation, one, key=key, head=head, text=text) for one in others.values()]


def introduced(cooperation: Cooperation) -> list[tuple[Association, list[Draft]]]:
    """To the people of each party, in its own association: who the others are, and whom to ask there."""
    people, (zh, en) = people_of_parties(cooperation), subject(cooperation)
    by, told = pair(cooperation.association), []
    for party in people:
        others = [(one, reached) for one, reached in people.items() if one.pk != party.pk]
        cards = [_card(one, reached) for one, reached in others]
        text = (
            f"{by[0]}为贵方引荐以下合作方，请双方尽快联系，并在合作页面登记进展。\n\n"
            + "\n\n".join(c[0] for c in cards),
            f"{by[1]} introduces you to the partner below. Please get in touch, and report on the page of the "
            "cooperation what comes of it.\n\n" + "\n\n".join(c[1] for c in cards),
        )
        head = (f"引荐：{zh}", f"Introduction: {en}")
        drafts = [draft(cooperation, to, key="introduced", head=head, text=text) for to in people[party]]
        told.append((party.organization.association, drafts))
    return told


def _card(party: CooperationParty, people: Iterable[Person]) -> Pair:
    """An organization, and the people to ask there with title, telephone and mail address."""
    zh, en = pair(party.organization)
    lines_zh, lines_en = [zh], [en]
    for person in people:
        name, title = pair(person), (person.title_zh or person.title_en, person.title_en or person.title_zh)
        reached = [part for part in (person.phone, person.email) if part]
        lines_zh.append("，".join(part for part in (name[0], title[0], *reached) if part))
        lines_en.append(", ".join(part for part in (name[1], title[1], *reached) if part))
    if len(lines_zh) == 1 and party.organization.phone:
        lines_zh.append(party.organization.phone)
        lines_en.append(party.organization.phone)
    return "\n".join(lines_zh), "\n".join(lines_en)


def stage_reached(step: Step, *, but: User) -> list[Draft]:
    cooperation, day = step.cooperation, long_date(step.on)
    (zh, en), stage = subject(cooperation), label(Cooperation.Stage(step.stage))
    note = f"\n{step.note}" if step.note else ""
    return to_others(
        cooperation,
        but=but,
        key=f"stage:{step.stage}",
        head=(f"{stage[0]}：{zh}", f"{stage[1]}: {en}"),
        text=(f"{day.zh}。{note}", f"On {day.en}.{note}"),
    )


def cooperation_ended(cooperation: Cooperation, *, but: User) -> list[Draft]:
    (zh, en), why = subject(cooperation), label(Cooperation.Ending(cooperation.ending))
    note = f"\n{cooperation.ending_note}" if cooperation.ending_note else ""
    return to_others(
        cooperation,
        but=but,
        key="ended",
        head=(f"合作结束：{zh}", f"Ended: {en}"),
        text=(f"原因：{why[0]}{note}", f"Reason: {why[1]}{note}"),
    )


def party_left(party: CooperationParty, *, but: User) -> list[Draft]:
    cooperation, (who_zh, who_en) = party.cooperation, pair(party.organization)
    zh, en = subject(cooperation)
    ended = bool(cooperation.ending)
    return to_others(
        cooperation,
        but=but,
        key=f"left:{party.pk}",
        head=(f"{who_zh}退出合作：{zh}", f"{who_en} left: {en}"),
        text=(
            f"原因：{party.left_reason}" + ("\n剩余不足两方，合作结束。" if ended else ""),
            f"Reason: {party.left_reason}"
            + ("\nFewer than two parties remain: it has ended." if ended else ""),
        ),
    )


def silent(cooperation: Cooperation, *, on: date) -> list[Draft]:
    """To whoever looks after it. ``heard_on`` was annotated; the key names the stage, so it is told once for each."""
    if cooperation.keeper is None:
        return []
    zh, en = subject(cooperation)
    heard: date = cooperation.heard_on  # type: ignore[attr-defined]  # annotated by silent_since
    days, stage = (on - heard).days, label(Cooperation.Stage(cooperation.stage))
    return [
        draft(
            cooperation,
            cooperation.keeper,
            key=f"silent:{cooperation.stage}:{heard}",
            head=(f"{days}天没有进展：{zh}", f"Nothing heard for {days} days: {en}"),
            text=(
                f"目前阶段：{stage[0]}（{heard:%Y-%m-%d}）。请向双方了解情况并登记进展或结束原因。",
                f"Stage so far: {stage[1]} ({heard:%Y-%m-%d}). Ask the parties, and report how far it came or why it ended.",
            ),
        )
    ]
