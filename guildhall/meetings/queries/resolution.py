"""The register of resolutions: what a body decided, what is in force on a day, what became of it."""

import io
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import xlsxwriter
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power, powers_of
from guildhall.commitments.models import Commitment
from guildhall.core.models import in_language
from guildhall.meetings.models import Invitation, Meeting, Resolution, ResolutionQuerySet
from guildhall.meetings.permissions import may_keep_register, may_publish
from guildhall.meetings.queries.meeting import meetings_visible_to
from guildhall.registry.models import Body

WIDTHS = (30, 24, 46, 14, 14, 14, 16, 30, 10)


def resolutions_visible_to(user: User, association: Association) -> ResolutionQuerySet:
    """Public ones, and those of meetings of which the reader may see what goes on (guests may not)."""
    known = Resolution.objects.filter(association=association)
    powers = powers_of(user, association)
    if powers.has(Power.READ) or powers.has(Power.CONVENE):
        return known
    seen = meetings_visible_to(user, association).order_by()
    as_guest = Meeting.objects.filter(
        invitations__in=Invitation.objects.standing().filter(role=Invitation.Role.GUEST, person__user=user)
    ).exclude(Q(chair__user=user) | Q(recorder__user=user))
    attended = Q(meeting__in=seen.values("pk")) & ~Q(meeting__in=as_guest.order_by().values("pk"))
    return known.filter(Q(is_public=True) | attended)


def today_in(association: Association) -> date:
    return timezone.localdate(timezone=association.zone)


def resolution_list(
    user: User,
    association: Association,
    *,
    body: UUID | None = None,
    year: int | None = None,
    on: date | None = None,
    words: str = "",
) -> QuerySet[Resolution]:
    """The register, the newest first, each with its ``standing`` on the day ``on`` (else today).

    With ``on`` only what is in force on that day; ``words`` are looked for in number, title and text.
    """
    found = resolutions_visible_to(user, association).with_standing(on or today_in(association))
    if on is not None:
        found = found.holding_on(on)
    if body is not None:
        found = found.filter(body=body)
    if year is not None:
        found = found.filter(year=year)
    for word in words.split()[:8]:
        fields = ("serial", "title_zh", "title_en", "text_zh", "text_en")
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__icontains": word})
        found = found.filter(anywhere)
    related = ("body", "meeting", "superseded_by", "association")
    return found.select_related(*related).order_by("-adopted_on", "-year", "-number", "pk")


@dataclass(frozen=True)
class Register:
    """What the register can be filtered by: bodies and years that have resolutions the reader may see."""

    bodies: list[Body]
    years: list[int]


def register_of(user: User, association: Association) -> Register:
    """Two queries."""
    seen = resolutions_visible_to(user, association).order_by()
    bodies = Body.objects.filter(association=association, pk__in=seen.values("body"))
    return Register(
        bodies=list(bodies.order_by("rank", "id")),
        years=list(seen.values_list("year", flat=True).distinct().order_by("-year")),
    )


@dataclass(frozen=True)
class ResolutionPage:
    """A resolution with where it came from and what it became."""

    resolution: Resolution
    standing: str
    supersedes: list[Resolution]
    commitments: list[Commitment]
    may_keep: bool
    may_publish: bool

    @property
    def standing_words(self) -> str:
        return self.resolution.standing_words


def resolution_commitments(resolution: Resolution) -> QuerySet[Commitment]:
    """What follows from the resolution: the commitments made from its motion."""
    found = Commitment.objects.filter(
        association=resolution.association_id, origin_id__in=[resolution.motion_id, resolution.pk]
    )
    return (
        found.exclude(state=Commitment.State.CANCELLED)
        .select_related("responsible", "lead", "body")
        .order_by("deadline", "id")
    )


def resolution_page(resolution: Resolution, *, viewer: User) -> ResolutionPage:
    """For a resolution read with its relations and its standing. Two queries besides the reader's powers."""
    seen = resolutions_visible_to(viewer, resolution.association)
    return ResolutionPage(
        resolution=resolution,
        standing=getattr(resolution, "standing", Resolution.Standing.IN_FORCE),
        supersedes=list(seen.filter(superseded_by=resolution).order_by("year", "number")),
        commitments=list(resolution_commitments(resolution)),
        may_keep=may_keep_register(viewer, resolution.body),
        may_publish=may_publish(viewer, resolution.meeting),
    )


def resolution_sheet(rows: QuerySet[Resolution]) -> bytes:
    """The register as an Excel file, in the reader's language. Texts are written as texts, dates as dates."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet(_("Resolutions"))
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for column, (heading, width) in enumerate(zip(_headings(), WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, bold)
    for place, row in enumerate(rows, start=1):
        for column, value in enumerate(_cells(row)):
            if isinstance(value, date):
                sheet.write_datetime(place, column, value, day)
            else:
                sheet.write_string(place, column, value)
    sheet.freeze_panes(1, 1)
    book.close()
    return file.getvalue()


def _headings() -> list[str]:
    return [
        _("Number"),
        _("Body"),
        _("Title"),
        _("Adopted"),
        _("In force from"),
        _("In force until"),
        _("Standing"),
        _("Superseded by"),
        _("Public"),
    ]


def _cells(row: Resolution) -> list[str | date]:
    return [
        row.serial,
        row.body.name,
        in_language(row.title_zh, row.title_en),
        row.adopted_on,
        row.in_force_from or "",
        row.in_force_to or "",
        row.standing_words,
        row.superseded_by.serial if row.superseded_by else "",
        _("yes") if row.is_public else _("no"),
    ]
