"""What members are told. Notices are given inside the action's transaction."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse

from guildhall.members.models import Member, RepresentativeLetter, Tier
from guildhall.members.printing import in_chinese, in_english
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Person, in_force
from guildhall.registry.permissions import managers_of
from guildhall.registry.queries import today_in, top_body

KIND = "members"
MOST = 20
Pair = tuple[str, str]


def people_to_tell(member: Member) -> Sequence[Person]:
    """The member, or of a unit its representatives of today; where there are none, its people who can be reached."""
    if member.person:
        return [member.person]
    reached = Person.objects.exclude(email="", user__isnull=True).select_related("user").order_by("id")
    today = today_in(member.association)
    sitting = Q(representations__seat__organization=member.organization_id) & in_force(
        today, "representations__"
    )
    return list(reached.filter(sitting).distinct()[:MOST]) or list(
        reached.filter(organization=member.organization_id)[:MOST]
    )


def _drafts(member: Member, key: str, subject: Pair, text: Pair) -> list[Draft]:
    link = reverse("members:my_membership", args=[member.association.slug])
    return [
        Draft(
            key=f"member.{key}:{member.pk}:{member.version}:{person.pk}",
            kind=KIND,
            subject_zh=subject[0],
            subject_en=subject[1],
            text_zh=text[0],
            text_en=text[1],
            link=link,
            to=Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email),
        )
        for person in people_to_tell(member)
    ]


def _names(member: Member) -> Pair:
    holder = member.holder
    return holder.name_zh or holder.name_en, holder.name_en or holder.name_zh


def _tier(tier: Tier) -> Pair:
    return tier.name_zh or tier.name_en, tier.name_en or tier.name_zh


def _association(member: Member) -> Pair:
    one = member.association
    return one.name_zh or one.name_en, one.name_en or one.name_zh


def admitted(member: Member, tier: Tier) -> list[Draft]:
    (zh, en), of, to = _names(member), _tier(tier), _association(member)
    return _drafts(
        member,
        "admitted",
        (f"欢迎加入{to[0]}", f"Welcome to {to[1]}"),
        (
            f"{zh}已成为本会{of[0]}，会员编号{member.number}。会员证书可在“我的会籍”中下载。",
            f"{en} is now {of[1]} under the number {member.number}. The certificate is on the page “My membership”.",
        ),
    )


def tier_changed(member: Member, former: Tier, tier: Tier, on: date) -> list[Draft]:
    (zh, en), before, of = _names(member), _tier(former), _tier(tier)
    return _drafts(
        member,
        "tier_changed",
        (f"会员级别变更为{of[0]}", f"Your tier is now {of[1]}"),
        (
            f"自{in_chinese(on)}起，{zh}的会员级别由{before[0]}变更为{of[0]}，新证书可在“我的会籍”中下载。",
            f"As of {in_english(on)} {en} is no longer {before[1]} but {of[1]}. "
            "The new certificate is on the page “My membership”.",
        ),
    )


def suspended(member: Member, on: date, resolution: str) -> list[Draft]:
    zh, en = _names(member)
    return _drafts(
        member,
        "suspended",
        ("会籍暂停通知", "Your membership is suspended"),
        (
            f"根据决议（{resolution}），{zh}的会籍自{in_chinese(on)}起暂停。",
            f"By resolution {resolution} the membership of {en} is suspended as of {in_english(on)}.",
        ),
    )


def resumed(member: Member, on: date) -> list[Draft]:
    zh, en = _names(member)
    return _drafts(
        member,
        "resumed",
        ("会籍恢复通知", "Your suspension has ended"),
        (
            f"{zh}的会籍自{in_chinese(on)}起恢复。",
            f"The membership of {en} is in force again as of {in_english(on)}.",
        ),
    )


def withdrawn(member: Member, on: date) -> list[Draft]:
    zh, en = _names(member)
    return _drafts(
        member,
        "withdrawn",
        ("退会办结通知", "Your withdrawal is entered"),
        (
            f"根据来函，{zh}的会籍至{in_chinese(on)}止，会员证书同时作废。",
            f"As asked by letter, the membership of {en} ends on {in_english(on)}; its certificate is revoked.",
        ),
    )


def removed(member: Member, on: date, resolution: str, reason: str) -> list[Draft]:
    zh, en = _names(member)
    return _drafts(
        member,
        "removed",
        ("除名通知", "Your membership has ended by resolution"),
        (
            f"根据决议（{resolution}），{zh}的会籍至{in_chinese(on)}止。原因：{reason}",
            f"By resolution {resolution} the membership of {en} ends on {in_english(on)}. Reason: {reason}",
        ),
    )


def letter_arrived(letter: RepresentativeLetter) -> list[Draft]:
    """To everybody who keeps the registry of the whole association."""
    zh, en = _names(letter.member)
    managers = managers_of(top_body(letter.association)).select_related("person__user")
    users = {tenure.person.user for tenure in managers if tenure.person.user}
    return [
        Draft(
            key=f"letter.arrived:{letter.pk}:{user.pk}",
            kind="letter.arrived",
            subject_zh=f"更换代表来函：{zh}",
            subject_en=f"A letter on the representative of {en}",
            text_zh=f"{zh}来函变更代表或替补人选，请核对后受理。",
            text_en=f"{en} names its representative or stand-ins by letter. Please check it, and accept or refuse it.",
            link=reverse("members:representative_letter", args=[letter.association.slug, letter.pk]),
            to=Recipient(user=user),
        )
        for user in sorted(users, key=lambda one: str(one.pk))
    ]


def letter_accepted(letter: RepresentativeLetter, person: Person, former: Sequence[Person]) -> list[Draft]:
    """To the new representative, those whom it concerns, and whoever handed the letter in."""
    (zh, en), on = _names(letter.member), letter.effective_on or letter.from_on
    name = person.name_zh or person.name_en, person.name_en or person.name_zh
    return _on_letter(
        letter,
        "accepted",
        ("更换代表来函已受理", "Your letter on the representative is accepted"),
        (
            f"自{in_chinese(on)}起，{name[0]}为{zh}的代表。",
            f"As of {in_english(on)} {name[1]} represents {en}.",
        ),
        [person, *former],
    )


def letter_refused(letter: RepresentativeLetter) -> list[Draft]:
    zh, en = _names(letter.member)
    return _on_letter(
        letter,
        "refused",
        ("更换代表来函未予受理", "Your letter on the representative is not accepted"),
        (
            f"{zh}的来函未予受理，代表不变。原因：{letter.reason}",
            f"The letter of {en} is not accepted; the representative stays the same. Reason: {letter.reason}",
        ),
        [],
    )


def _on_letter(
    letter: RepresentativeLetter, key: str, subject: Pair, text: Pair, more: Sequence[Person]
) -> list[Draft]:
    link = reverse("members:representative_letter", args=[letter.association.slug, letter.pk])
    people = {person.pk: person for person in [*people_to_tell(letter.member), *more]}
    told = [
        Recipient(user=one.user, name=one.name_zh or one.name_en, email=one.email)
        for one in people.values()
        if one.user_id or one.email
    ]
    if letter.submitter_id not in {one.user.pk for one in told if one.user}:
        told.append(Recipient(user=letter.submitter))
    return [
        Draft(
            key=f"letter.{key}:{letter.pk}:{place}",
            kind=KIND,
            subject_zh=subject[0],
            subject_en=subject[1],
            text_zh=text[0],
            text_en=text[1],
            link=link,
            to=to,
        )
        for place, to in enumerate(told)
    ]
