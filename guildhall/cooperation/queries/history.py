"""A partnership's history in one line of time: cooperations, visits, agreements, projects and their results."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from guildhall.accounts.models import Association, User
from guildhall.cooperation.models import (
    Agreement,
    AgreementParty,
    Cooperation,
    CooperationParty,
    JointProject,
    Visit,
)
from guildhall.cooperation.queries.project import outcome_of, visible_projects, with_results
from guildhall.cooperation.queries.visit import visible_visits, with_names
from guildhall.cooperation.sight import visible_agreements, visible_cooperations
from guildhall.core.dates import long_date, parse_stated
from guildhall.core.sentences import Sentence
from guildhall.registry.models import Organization
from guildhall.registry.queries import today_in

NOT_STATED = Sentence("日期未载明", "Date not stated")
NOTHING = Sentence("", "")


@dataclass(frozen=True)
class Event:
    """One point of the history. ``on`` is a stated date as text and sorts; empty where no date is stated."""

    on: str
    day: Sentence
    kind: str
    sentence: Sentence
    note: Sentence
    url: str


def organizations_asked(association: Association, keys: Iterable[UUID]) -> list[Organization]:
    """The association's organizations with these identifiers; their names are for everybody there."""
    return list(Organization.objects.filter(association=association, pk__in=list(keys)).order_by("name_key"))


def history(organizations: Sequence[Organization], *, viewer: User, association: Association) -> list[Event]:
    """What these organizations did with each other, the earliest first, as far as the reader may see it.

    Of one organization: all that it took part in; of several: that in which all of them did.
    """
    keys = [one.pk for one in organizations]
    cooperations = _with_all(visible_cooperations(viewer, association), CooperationParty, "cooperation", keys)
    agreements = _with_all(visible_agreements(viewer, association), AgreementParty, "agreement", keys)
    visits = with_names(_visits_among(visible_visits(viewer, association), keys))
    projects = visible_projects(viewer, association).filter(
        Q(cooperation__in=cooperations.order_by().values("pk"))
        | Q(agreement__in=agreements.order_by().values("pk"))
    )
    return _told(cooperations, agreements, projects, visits, association)


def cooperation_history(cooperation: Cooperation, *, viewer: User, association: Association) -> list[Event]:
    """What belongs to one cooperation, and what its parties did with each other before and beside it."""
    parties = [party.organization for party in cooperation.parties.all()]
    found = {
        (one.kind, one.on, one.url): one for one in history(parties, viewer=viewer, association=association)
    }
    own = visible_cooperations(viewer, association).filter(pk=cooperation.pk)
    agreements = visible_agreements(viewer, association).filter(cooperation=cooperation)
    projects = visible_projects(viewer, association).filter(
        Q(cooperation=cooperation) | Q(agreement__cooperation=cooperation)
    )
    visits = with_names(visible_visits(viewer, association).filter(cooperation=cooperation))
    found |= {
        (one.kind, one.on, one.url): one for one in _told(own, agreements, projects, visits, association)
    }
    return _sorted(found.values())


def _with_all(rows: QuerySet, parties: type, name: str, keys: Sequence[UUID]) -> QuerySet:  # type: ignore[type-arg] # of either
    for key in keys:
        theirs = parties.objects.filter(organization=key).order_by().values(name)  # type: ignore[attr-defined] # a model
        rows = rows.filter(pk__in=theirs)
    return rows if keys else rows.none()


def _visits_among(rows: QuerySet[Visit], keys: Sequence[UUID]) -> QuerySet[Visit]:
    for key in keys:
        made = Visit.visitors.through.objects.filter(organization=key).values("visit")
        received = Visit.hosts.through.objects.filter(organization=key).values("visit")
        rows = rows.filter(Q(pk__in=made) | Q(pk__in=received))
    return rows if keys else rows.none()


def _told(
    cooperations: QuerySet[Cooperation],
    agreements: QuerySet[Agreement],
    projects: QuerySet[JointProject],
    visits: QuerySet[Visit],
    association: Association,
) -> list[Event]:
    slug, today = association.slug, today_in(association)
    events: list[Event] = []
    for cooperation in cooperations.prefetch_related("steps"):
        events += _of_cooperation(cooperation, slug)
    for agreement in agreements.exclude(state__in=[Agreement.State.DRAFT, Agreement.State.OFFERED]):
        events += _of_agreement(agreement, slug)
    for project in with_results(projects.distinct()):
        events += _of_project(project, slug, today)
    events += [_of_visit(visit, slug) for visit in visits]
    return _sorted(events)


def _sorted(events: Iterable[Event]) -> list[Event]:
    """The earliest first: a year before its days, what has no year at the end, what has no date last."""
    return sorted(events, key=lambda one: (one.on == "", one.on.startswith("X"), one.on))


def _of_cooperation(cooperation: Cooperation, slug: str) -> list[Event]:
    url = reverse("cooperation:cooperation", args=[slug, cooperation.pk])
    zh, en = _both(cooperation.subject_zh, cooperation.subject_en)
    steps = list(cooperation.steps.all())
    begins = cooperation.since or (steps[0].on.isoformat() if steps else "")
    found = [_event(begins, "cooperation", Sentence(f"开始合作：{zh}", f"Cooperation began: {en}"), url)]
    if cooperation.ending:
        result = Sentence(*_both(cooperation.result_zh, cooperation.result_en))
        ended = cooperation.ended_on.isoformat() if cooperation.ended_on else ""
        if cooperation.ending == Cooperation.Ending.DELIVERED:
            said = Sentence(f"合作落地：{zh}", f"Delivered: {en}")
        else:
            said = Sentence(f"合作结束：{zh}", f"Ended: {en}")
        found.append(_event(ended, "cooperation_ended", said, url, result))
    return found


def _of_agreement(agreement: Agreement, slug: str) -> list[Event]:
    url = reverse("cooperation:agreement", args=[slug, agreement.pk])
    zh, en = _both(agreement.title_zh, agreement.title_en)
    signed = agreement.stated_signed or (agreement.signed_on.isoformat() if agreement.signed_on else "")
    found = [_event(signed, "agreement", Sentence(f"签署协议：{zh}", f"Agreement signed: {en}"), url)]
    if agreement.ended_on:
        said = Sentence(f"协议终止：{zh}", f"Agreement ended: {en}")
        why = Sentence(agreement.ended_reason, agreement.ended_reason)
        found.append(_event(agreement.ended_on.isoformat(), "agreement_ended", said, url, why))
    return found


def _of_project(project: JointProject, slug: str, today: date) -> list[Event]:
    url = reverse("cooperation:project", args=[slug, project.pk])
    zh, en = _both(project.title_zh, project.title_en)
    outcome = outcome_of(project, today)
    told = outcome.sentence or NOTHING
    found = []
    if project.started_on or project.state == JointProject.State.NOT_STATED:
        begins = project.started_on.isoformat() if project.started_on else ""
        said = Sentence(f"联合项目：{zh}", f"Joint project: {en}")
        found.append(_event(begins, "project", said, url, NOTHING if project.ended_on else told))
    if project.ended_on and project.state == JointProject.State.COMPLETED:
        said = Sentence(f"项目完成：{zh}", f"Project completed: {en}")
        found.append(_event(project.ended_on.isoformat(), "project_ended", said, url, told))
    elif project.ended_on and project.started_on:
        said = Sentence(f"项目放弃：{zh}", f"Project given up: {en}")
        why = Sentence(project.ended_reason, project.ended_reason)
        found.append(_event(project.ended_on.isoformat(), "project_ended", said, url, why))
    return found


def _of_visit(visit: Visit, slug: str) -> Event:
    visitors = [_both(one.name_zh, one.name_en) for one in visit.visitors.all()]
    hosts = [_both(one.name_zh, one.name_en) for one in visit.hosts.all()]
    who = Sentence(
        "、".join(zh for zh, _en in visitors) or "秘书处",
        ", ".join(en for _zh, en in visitors) or "Secretariat",
    )
    whom = Sentence("、".join(zh for zh, _en in hosts), ", ".join(en for _zh, en in hosts))
    place = Sentence(*_both(visit.place_zh, visit.place_en))
    said = Sentence(f"走访：{who.zh}走访{whom.zh or place.zh}", f"Visit: {who.en} to {whom.en or place.en}")
    outcome = Sentence(*_both(visit.outcome_zh, visit.outcome_en))
    url = reverse("cooperation:visit", args=[slug, visit.pk])
    return _event(visit.stated_date, "visit", said, url, outcome)


def _event(on: str, kind: str, sentence: Sentence, url: str, note: Sentence = NOTHING) -> Event:
    stated = parse_stated(on) if on else None
    day = stated.as_date() if stated else None
    shown = long_date(day) if day else stated.sentence if stated else NOT_STATED
    return Event(on, shown, kind, sentence, note, url)


def _both(zh: str, en: str) -> tuple[str, str]:
    return zh or en, en or zh
