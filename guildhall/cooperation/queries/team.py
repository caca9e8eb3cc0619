"""Teams: who is in them, on what they work, and how their letter of commitment stands."""

from django.db.models import Prefetch, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.commitments.models import Commitment
from guildhall.commitments.permissions import may_issue_letters
from guildhall.commitments.queries import commitments_visible_to, letters_visible_to, lit
from guildhall.cooperation.models import Agreement, JointProject, ProjectOwner, Team
from guildhall.cooperation.permissions import may_keep
from guildhall.cooperation.queries.project import inside_agreements, inside_projects
from guildhall.cooperation.sight import sees_all
from guildhall.registry.models import Body, Person
from guildhall.registry.queries import person_of, top_body

STANDING = ("offered", "signed")


def visible_teams(user: User, association: Association) -> QuerySet[Team]:
    """All for those who see all; else those of agreements and projects that the person is inside of, and the own ones."""
    teams = Team.objects.filter(association=association)
    if sees_all(user, association):
        return teams
    seen = Q(agreement__in=inside_agreements(user, association).order_by().values("pk"))
    seen |= Q(project__in=inside_projects(user, association).order_by().values("pk"))
    person = person_of(user, association)
    if person is not None:
        members = Team.members.through.objects.filter(person=person).values("team")
        seen |= Q(leader=person) | Q(pk__in=members)
    return teams.filter(seen)


def teams_to_show(user: User, association: Association) -> QuerySet[Team]:
    """Those that the person sees, with everything a line or page says."""
    people = Prefetch("members", Person.objects.select_related("organization").order_by("name_key"))
    return (
        visible_teams(user, association)
        .select_related(
            "association", "agreement__body", "project", "leader__organization", "letter__document"
        )
        .prefetch_related(people)
        .order_by("position", "id")
    )


def projects_of_team(team: Team) -> QuerySet[JointProject]:
    """What it works on: its project, or else all of its agreement."""
    if team.project_id:
        return JointProject.objects.filter(pk=team.project_id)
    return (
        JointProject.objects.filter(agreement=team.agreement_id)
        if team.agreement_id
        else JointProject.objects.none()
    )


def targets_of(team: Team) -> QuerySet[Commitment]:
    """What the sides of its projects promised and has not been cancelled: the targets of its letter."""
    owners = ProjectOwner.objects.filter(
        project__in=projects_of_team(team).values("pk"), commitment__isnull=False
    )
    rows = Commitment.objects.filter(pk__in=owners.order_by().values("commitment"))
    return rows.exclude(state=Commitment.State.CANCELLED).order_by("position", "id")


def targets_to_show(team: Team, viewer: User) -> QuerySet[Commitment]:
    """The letter's targets, or what they would be, as far as the reader sees them, with lights."""
    seen = lit(commitments_visible_to(viewer, team.association), team.association)
    wanted = targets_of(team) if team.letter is None else team.letter.targets.all()
    return seen.filter(pk__in=wanted.order_by().values("pk")).order_by("deadline", "id")


def sees_letter(user: User, team: Team) -> bool:
    """Whether the letter's own page opens for the reader: for who reads letters, and for who signs it."""
    if team.letter_id is None:
        return False
    return letters_visible_to(user, team.association).filter(pk=team.letter_id).exists()


def body_of_team(team: Team) -> Body:
    """The body in whose name the letter is given: the agreement's, or else the top body."""
    agreement = team.agreement or (team.project.agreement if team.project else None)
    return agreement.body if agreement and agreement.body else top_body(team.association)


def team_acts(user: User, team: Team) -> set[str]:
    """The names of the actions that the person may do to it now."""
    if not may_keep(user, team.association):
        return set()
    acts = {"amend_team"}
    stands = team.letter is not None and team.letter.state in STANDING
    if team.leader and not stands and may_issue_letters(user, body_of_team(team)):
        acts.add("give_letter")
    return acts


def teams_of(above: Agreement | JointProject, viewer: User, association: Association) -> QuerySet[Team]:
    """The teams of an agreement, or of a project."""
    name = "agreement" if isinstance(above, Agreement) else "project"
    return teams_to_show(viewer, association).filter(**{name: above})
