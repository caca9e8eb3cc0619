"""The filing pack of an election, issued as one verifiable PDF."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import RuleError
from guildhall.core.models import in_language
from guildhall.documents.actions import issue_document, withdraw_document
from guildhall.documents.models import Document
from guildhall.meetings.permissions import require_may_prepare
from guildhall.votes.models import Election
from guildhall.votes.queries.pack import pack_of, pair

REPLACED = "材料已补充，另发新件 · Replaced by a completed pack"
DECIDED = (Election.State.DECIDED, Election.State.IN_OFFICE)


@transaction.atomic
def issue_pack(election: Election, *, actor: User) -> Document:
    """Notice, roll, sign-in sheet, count with signatures, minutes and resolution as one numbered PDF.

    A part that does not exist is named as missing, never invented; a pack issued before is revoked. Refused before the
    election is decided.
    """
    require_may_prepare(actor, election.motion.meeting)
    held = Election.objects.filter(pk=election.pk, state__in=DECIDED)
    if not held.update(version=F("version") + 1):
        raise RuleError(_("The filing pack is made once the election is decided."), code="not_decided")
    election.refresh_from_db()
    parts = pack_of(election)
    motion, meeting = election.motion, election.motion.meeting
    missing = [part for part in parts if part.is_missing]
    document = issue_document(
        association=election.association,
        kind="election",
        title_zh=f"{motion.title_zh}备案材料" if motion.title_zh else "",
        title_en=f"Filing: {motion.title_en}" if motion.title_en else "",
        facts=[
            {"label": pair("会议", "Meeting"), "value": pair(meeting.name_zh, meeting.name_en)},
            {"label": pair("职务", "Post"), "value": pair(election.post.name_zh, election.post.name_en)},
            {"label": pair("材料", "Parts"), "value": f"{len(parts) - len(missing)} / {len(parts)}"},
        ],
        template="filing",
        data={
            "lang": "zh" if motion.title_zh else "en",
            "facts": _facts(election),
            "parts": [part.as_data() for part in parts],
        },
        subject=election,
        actor=actor,
    )
    earlier = election.pack
    if earlier is not None and earlier.state == Document.State.VALID:
        withdraw_document(earlier, reason=REPLACED, reason_is_public=True, actor=actor)
    Election.objects.filter(pk=election.pk).update(pack=document)
    election.pack = document
    record(
        "election.filed",
        actor=actor,
        subject=election,
        document=str(document.pk),
        missing=[in_language(part.title.zh, part.title.en) for part in missing],
    )
    return document


def _facts(election: Election) -> list[dict[str, object]]:
    meeting, post = election.motion.meeting, election.post
    term = "" if election.term_number is None else f"{election.term_number}"
    return [
        {"label": pair("会议", "Meeting"), "value": pair(meeting.name_zh, meeting.name_en)},
        {"label": pair("选举职务", "Post"), "value": pair(post.name_zh, post.name_en)},
        {"label": pair("届次", "Term"), "value": term},
        {"label": pair("任期开始", "Term begins"), "value": _day(election.term_from)},
        {"label": pair("任期届满", "Term ends"), "value": _day(election.term_to)},
        {"label": pair("应选名额", "Seats"), "value": str(election.seats)},
    ]


def _day(day: object) -> str:
    return str(day) if day else ""
