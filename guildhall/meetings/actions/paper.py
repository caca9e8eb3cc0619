"""Papers and pictures of a meeting, and who is thanked for it."""

from typing import BinaryIO, TypedDict, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from guildhall.accounts.models import User
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.meetings.models import AgendaItem, Meeting, Paper, Sponsor
from guildhall.meetings.permissions import require_may_prepare, require_open_for_change


class PaperDetails(TypedDict, total=False):
    """What can be said of a paper or picture."""

    kind: str
    item: AgendaItem | None
    title_zh: str
    title_en: str
    credit: str
    visibility: str


@transaction.atomic
def add_paper(
    meeting: Meeting, *, name: str, content: BinaryIO | bytes, actor: User, **details: Unpack[PaperDetails]
) -> Paper:
    """Put a file before the meeting, or add a picture of it. Without a title the file's name is the title.

    Refused for a file that cannot be taken (type, size; see documents), for an agenda item of another
    meeting, for a picture that is none, and for papers once the minutes were approved.
    """
    require_may_prepare(actor, meeting)
    kind = details.get("kind", Paper.Kind.PAPER)
    _require_open(meeting, kind)
    _require_item_of(meeting, details.get("item"))
    file = store_file(association=meeting.association, name=name, content=content, actor=actor)
    if kind == Paper.Kind.PHOTO and not file.media_type.startswith("image/"):
        raise InvalidError(
            _("“%(name)s” is no picture. Choose a JPEG, PNG or WebP file.") % {"name": file.name},
            code="no_picture",
            details={"field": "file"},
        )
    if not (details.get("title_zh") or details.get("title_en")):
        details["title_zh"] = file.name.rpartition(".")[0] or file.name
    last = meeting.papers.aggregate(last=Max("position"))["last"] or 0
    paper = Paper.objects.create(
        association=meeting.association, meeting=meeting, file=file, position=last + 1, **details
    )
    record("paper.added", actor=actor, subject=paper, kind=kind, visibility=paper.visibility)
    return paper


@transaction.atomic
def change_paper(paper: Paper, *, actor: User, **details: Unpack[PaperDetails]) -> Paper:
    """Change title, credit, agenda item, or who may see it; the file itself stays."""
    require_may_prepare(actor, paper.meeting)
    _require_open(paper.meeting, paper.kind)
    _require_item_of(paper.meeting, details.get("item"))
    if not (details.get("title_zh", paper.title_zh) or details.get("title_en", paper.title_en)):
        raise InvalidError(_("Give it a title."), code="title_missing", details={"field": "title_zh"})
    if not Paper.objects.filter(pk=paper.pk, kind=details.get("kind", paper.kind)).update(**details):
        raise RuleError(_("A picture does not become a paper, nor the other way."), code="kind_fixed")
    paper.refresh_from_db()
    record("paper.changed", actor=actor, subject=paper, visibility=paper.visibility)
    return paper


@transaction.atomic
def remove_paper(paper: Paper, *, actor: User) -> None:
    """Take a paper or picture away; its file stays in the record of files."""
    require_may_prepare(actor, paper.meeting)
    _require_open(paper.meeting, paper.kind)
    Paper.objects.filter(pk=paper.pk).delete()
    record("paper.removed", actor=actor, subject=paper, file=str(paper.file_id))


@transaction.atomic
def add_sponsor(
    meeting: Meeting,
    *,
    role: str = Sponsor.Role.SPONSOR,
    name_zh: str = "",
    name_en: str = "",
    actor: User,
) -> Sponsor:
    """Thank a sponsor or organizer of the meeting on its page, or name who took the photographs."""
    require_may_prepare(actor, meeting)
    _require_not_cancelled(meeting)
    if not (name_zh.strip() or name_en.strip()):
        raise InvalidError(_("Give the name."), code="name_missing", details={"field": "name_zh"})
    last = meeting.sponsors.aggregate(last=Max("position"))["last"] or 0
    sponsor = Sponsor.objects.create(
        association=meeting.association,
        meeting=meeting,
        role=role,
        name_zh=name_zh.strip(),
        name_en=name_en.strip(),
        position=last + 1,
    )
    record("sponsor.added", actor=actor, subject=sponsor, role=role)
    return sponsor


@transaction.atomic
def remove_sponsor(sponsor: Sponsor, *, actor: User) -> None:
    """Take a name off the thanks, for example one that was mistyped."""
    require_may_prepare(actor, sponsor.meeting)
    Sponsor.objects.filter(pk=sponsor.pk).delete()
    record("sponsor.removed", actor=actor, subject=sponsor)


def _require_open(meeting: Meeting, kind: str) -> None:
    """Papers are part of what the minutes lock; pictures may follow later."""
    if kind == Paper.Kind.PAPER:
        require_open_for_change(meeting)
    _require_not_cancelled(meeting)


def _require_not_cancelled(meeting: Meeting) -> None:
    meeting.refresh_from_db(fields=["state"])
    if meeting.state == Meeting.State.CANCELLED:
        raise RuleError(_("The meeting was cancelled."), code="meeting_cancelled")


def _require_item_of(meeting: Meeting, item: AgendaItem | None) -> None:
    if item is not None and item.meeting_id != meeting.pk:
        raise InvalidError(
            _("This agenda item belongs to another meeting."),
            code="item_of_elsewhere",
            details={"field": "item"},
        )
