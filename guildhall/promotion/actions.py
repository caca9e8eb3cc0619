"""What can happen to a key project: added, moved from state to state, noted, ended, published."""

from datetime import date
from typing import IO, Any, TypedDict, Unpack, cast

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.audit.actions import record
from guildhall.chain.actions.classification import readable, unreadable_rows
from guildhall.chain.models import Chain, Segment
from guildhall.commitments.actions import adopt_commitment, draft_commitment
from guildhall.commitments.models import Commitment
from guildhall.core.dates import DateError, parse_stated
from guildhall.core.errors import InvalidError, RuleError
from guildhall.documents.actions import store_file
from guildhall.promotion.models import KeyProject, KeyProjectNote
from guildhall.promotion.permissions import require_may_keep, require_may_note, require_may_publish
from guildhall.promotion.project_table import read_projects
from guildhall.promotion.queries import (
    ON_THE_WAY,
    OPEN,
    known_names,
    reached_on,
    state_words,
    titles_there,
    today_at,
)
from guildhall.registry.models import Organization, Person
from guildhall.registry.queries import top_body

State = KeyProject.State
Kind = KeyProjectNote.Kind


class KeyProjectDetails(TypedDict, total=False):
    """What can be said of a key project. ``amount`` is in fen; the two dates are stated ones (core.dates)."""

    kind: str
    title_zh: str
    title_en: str
    about_zh: str
    about_en: str
    chain: Chain | None
    segment: Segment | None
    step: str
    investor: Organization | None
    investor_zh: str
    investor_en: str
    place_zh: str
    place_en: str
    amount: int | None
    responsible: Person | None
    stated_start: str
    stated_finish: str


@transaction.atomic
def add_key_project(
    association: Association, *, actor: User, **details: Unpack[KeyProjectDetails]
) -> KeyProject:
    """A new lead or key project, not public. For the secretariat.

    Refused without a title, with an amount of nothing, a date that cannot be, and with chain, segment,
    investor or person of elsewhere; a segment brings its chain.
    """
    require_may_keep(actor, association)
    given = _sensible(association, details)
    _require_title(given.get("title_zh", ""), given.get("title_en", ""))
    project = KeyProject.objects.create(association=association, **given)
    record("key_project.added", actor=actor, subject=project, kind=project.kind)
    return project


@transaction.atomic
def change_key_project(
    project: KeyProject, *, version: int, actor: User, **details: Unpack[KeyProjectDetails]
) -> KeyProject:
    """Say it otherwise. ``version`` is the one that was read: refused when somebody changed it since."""
    require_may_keep(actor, project.association)
    given = _sensible(project.association, details)
    _require_title(given.get("title_zh", project.title_zh), given.get("title_en", project.title_en))
    _change(project, version, **given)
    record("key_project.changed", actor=actor, subject=project, fields=sorted(given))
    return project


@transaction.atomic
def move_key_project(
    project: KeyProject, *, state: str, on: date, note: str = "", version: int, actor: User
) -> KeyProject:
    """It reached another state on that day. Forward over any number of states; back, or out of its end, with a note.

    Refused to the state it is in, to "ended" (see ``end_key_project``), on a day to come or before the last
    change, and when somebody changed it since ``version``.
    """
    require_may_keep(actor, project.association)
    project.refresh_from_db()
    _require_another_state(project, state, note)
    _require_day(project, on)
    before = project.state
    _change(project, version, state=state, ended_reason="")
    _note(project, Kind.MOVED, on, note, actor, state=state)
    record("key_project.moved", actor=actor, subject=project, on=on.isoformat(), before=before, after=state)
    return project


@transaction.atomic
def end_key_project(project: KeyProject, *, reason: str, on: date, version: int, actor: User) -> KeyProject:
    """It comes to nothing, for a reason. Refused for what is in production or ended already."""
    require_may_keep(actor, project.association)
    project.refresh_from_db()
    if project.state not in OPEN:
        raise RuleError(_("Only what is not in production yet can end."), code="not_open")
    if not reason.strip():
        raise InvalidError(_("Give the reason."), code="reason_missing", details={"field": "reason"})
    _require_day(project, on)
    _change(project, version, state=State.ENDED, ended_reason=reason.strip())
    _note(project, Kind.MOVED, on, reason, actor, state=State.ENDED)
    record("key_project.ended", actor=actor, subject=project, on=on.isoformat(), reason=reason.strip())
    return project


@transaction.atomic
def note_key_project(project: KeyProject, *, kind: str, on: date, text: str, actor: User) -> KeyProjectNote:
    """A visit, or how it goes, on a day that is not to come. For the secretariat and the responsible person."""
    require_may_note(actor, project)
    if kind not in (Kind.VISIT, Kind.PROGRESS):
        raise InvalidError(
            _("Note a visit or progress; a state is changed."), code="wrong_kind", details={"field": "kind"}
        )
    if not text.strip():
        raise InvalidError(_("Say what happened."), code="text_missing", details={"field": "text"})
    _require_past(project, on)
    noted = _note(project, Kind(kind), on, text, actor)
    record("key_project.noted", actor=actor, subject=project, kind=kind, on=on.isoformat())
    return noted


@transaction.atomic
def promise_milestone(
    project: KeyProject,
    *,
    content_zh: str = "",
    content_en: str = "",
    deadline: date,
    responsible: Person,
    actor: User,
) -> Commitment:
    """A milestone that somebody answers for: an adopted commitment of the top body that follows from the project.

    For who keeps key projects and may prepare commitments there; refused once the project ended or produces.
    """
    require_may_keep(actor, project.association)
    if not KeyProject.objects.select_for_update().filter(pk=project.pk, state__in=OPEN).exists():
        raise RuleError(_("This project is no longer on its way."), code="not_open")
    drafted = draft_commitment(
        association=project.association,
        body=top_body(project.association),
        origin=project,
        content_zh=content_zh,
        content_en=content_en,
        deadline=deadline,
        responsible=responsible,
        actor=actor,
    )
    promised = adopt_commitment(drafted, actor=actor)
    record("key_project.milestone_promised", actor=actor, subject=project, commitment=str(promised.pk))
    return promised


@transaction.atomic
def publish_key_project(
    project: KeyProject, *, is_amount_public: bool = False, version: int, actor: User
) -> KeyProject:
    """On the public pages from now on; the planned amount only where that is said. Needs PUBLISH at the top."""
    require_may_publish(actor, project.association)
    _change(project, version, is_public=True, is_amount_public=is_amount_public)
    record("key_project.published", actor=actor, subject=project, with_amount=is_amount_public)
    return project


@transaction.atomic
def withdraw_key_project(project: KeyProject, *, version: int, actor: User) -> KeyProject:
    """Off the public pages."""
    require_may_publish(actor, project.association)
    _change(project, version, is_public=False, is_amount_public=False)
    record("key_project.withdrawn", actor=actor, subject=project)
    return project


@transaction.atomic
def import_key_projects(
    association: Association, *, name: str, content: IO[bytes] | bytes, actor: User
) -> list[KeyProject]:
    """The projects of a spreadsheet that are not there yet, by their titles; those that are stay as they are.

    Reads what the export writes. Refused as a whole for any row that cannot be taken; the refusal lists them.
    """
    require_may_keep(actor, association)
    file = store_file(association=association, name=name, content=content, actor=actor)
    names = known_names(association)
    read, wrong = readable(file, lambda rows: read_projects(rows, names))
    if wrong:
        raise unreadable_rows(wrong)
    there = titles_there(association)
    added = []
    for one in read:
        titles = {one.details["title_zh"], one.details["title_en"]} - {""}
        if not titles & there:
            there |= titles
            given = _sensible(association, cast(KeyProjectDetails, one.details))
            added.append(KeyProject.objects.create(association=association, **given))
    top = top_body(association)
    record("key_project.imported", actor=actor, subject=top, rows=len(read), added=len(added))
    return added


def _sensible(association: Association, details: KeyProjectDetails) -> dict[str, Any]:
    """What was given, checked; with a segment also the segment's chain."""
    given: dict[str, Any] = dict(details)
    _require_of_one_house(association, given)
    _require_amount(given.get("amount"))
    for name in ("stated_start", "stated_finish"):
        if given.get(name):
            given[name] = _stated(given[name], name)
    _fit_segment(given)
    return given


def _require_of_one_house(association: Association, given: dict[str, Any]) -> None:
    for name in ("chain", "segment", "investor", "responsible"):
        row = given.get(name)
        if row is not None and row.association_id != association.pk:
            raise InvalidError(
                _("Chains, units and people must be of this association."),
                code="of_elsewhere",
                details={"field": name},
            )


def _require_amount(amount: int | None) -> None:
    if amount is not None and amount <= 0:
        raise InvalidError(
            _("A planned amount is more than nothing; leave it empty where it is not stated."),
            code="amount_not_positive",
            details={"field": "amount"},
        )


def _stated(text: str, field: str) -> str:
    try:
        return parse_stated(text.strip()).text
    except DateError as unreadable:
        raise InvalidError(
            _("Write the date as 2026, 2026-05 or 2026-05-01."), code="no_date", details={"field": field}
        ) from unreadable


def _fit_segment(given: dict[str, Any]) -> None:
    segment, chain = given.get("segment"), given.get("chain")
    if segment is None:
        return
    if chain is not None and segment.chain_id != chain.pk:
        raise InvalidError(
            _("This segment is of another chain."), code="of_another_chain", details={"field": "segment"}
        )
    given["chain"] = segment.chain


def _require_title(zh: str, en: str) -> None:
    if not (zh.strip() or en.strip()):
        raise InvalidError(_("Give it a title."), code="title_missing", details={"field": "title_zh"})


def _require_another_state(project: KeyProject, state: str, note: str) -> None:
    if state not in ON_THE_WAY:
        raise InvalidError(_("Choose the state it reached."), code="no_state", details={"field": "state"})
    if state == project.state:
        raise RuleError(
            _("It is in this state already: %(state)s.") % {"state": state_words(state)},
            code="same_state",
            details={"field": "state"},
        )
    is_back = project.state == State.ENDED or list(State).index(State(state)) < list(State).index(
        State(project.state)
    )
    if is_back and not note.strip():
        raise InvalidError(
            _("It goes back a state: say why."), code="note_missing", details={"field": "note"}
        )


def _require_past(project: KeyProject, on: date) -> None:
    if on > today_at(project.association):
        raise InvalidError(_("This day is still to come."), code="day_to_come", details={"field": "on"})


def _require_day(project: KeyProject, on: date) -> None:
    _require_past(project, on)
    last = reached_on(project)
    if last is not None and on < last:
        raise RuleError(
            _("Its state last changed on %(day)s: give that day or a later one.") % {"day": last.isoformat()},
            code="before_the_last",
            details={"field": "on"},
        )


def _change(project: KeyProject, version: int, **values: Any) -> None:
    rows = KeyProject.objects.filter(pk=project.pk, version=version)
    if not rows.update(version=F("version") + 1, **values):
        raise RuleError(
            _("Somebody changed this in the meantime. Load the page again and repeat your change."),
            code="changed_meanwhile",
        )
    project.refresh_from_db()


def _note(
    project: KeyProject, kind: Kind, on: date, text: str, actor: User, *, state: str = ""
) -> KeyProjectNote:
    return KeyProjectNote.objects.create(
        association=project.association,
        key_project=project,
        kind=kind,
        on=on,
        state=state,
        text=text.strip(),
        by=actor,
    )
