"""A committed table is taken out of the registry again: as a whole, or not at all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.core.requests import forget
from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.placing import Outcome, members, organizations, people, posts
from guildhall.imports.problems import sentence
from guildhall.imports.storing.transfer import MODELS, PARTS, put, staged, take_out
from guildhall.members.models import Member
from guildhall.registry.actions.post import require_a_manager_remains
from guildhall.registry.models import Organization, Person, Post, Seat, Tenure

State = ImportBatch.State
NAMED_MOST = 20


@dataclass(frozen=True)
class Hindrance:
    """A row that cannot be taken out again, and why."""

    number: int
    name: str
    code: str
    where: str = ""

    @property
    def reason(self) -> str:
        return sentence(self.code, {"where": self.where})


def hindrances(batch: ImportBatch) -> list[Hindrance]:
    """Why the batch cannot be undone: what was changed since, and what something else refers to. The first of them."""
    found: dict[int, Hindrance] = {}
    for rows, code, where in _hindering(batch):
        for number, name in rows.order_by("number").values_list("number", "name")[:NAMED_MOST]:
            found.setdefault(number, Hindrance(number, name, code, where))
    return [found[number] for number in sorted(found)[:NAMED_MOST]]


@transaction.atomic
def take_back(batch: ImportBatch, *, actor: User | None) -> list[Hindrance]:
    """Undo a batch that is being undone; where that cannot be, say why and leave everything as it is."""
    Association.objects.select_for_update(no_key=True).get(pk=batch.association_id)  # imports take turns
    mine = ImportBatch.objects.filter(pk=batch.pk, state=State.UNDOING)
    if not mine.update(state=State.UNDONE, trouble={}):
        return []
    if hindering := hindrances(batch):
        mine.model.objects.filter(pk=batch.pk).update(state=State.COMMITTED, trouble={"code": "not_undone"})
        return hindering
    made = {name: ImportedRow.objects.filter(batch=batch, made_type=name) for name in MODELS}
    managing = _managing_posts(made[posts.MADE])
    for made_type, rows in made.items():
        put(rows.filter(outcome=Outcome.CHANGED), made_type, column="before")
        take_out(rows.filter(outcome=Outcome.NEW), made_type)
    Post.objects.filter(pk__in=[UUID(post["id"]) for post in batch.posts]).delete()
    for post in managing:
        require_a_manager_remains(post)
    ImportedRow.objects.filter(batch=batch).delete()
    record("import_batch.undone", actor=actor, subject=batch, new=batch.new_rows, changed=batch.changed_rows)
    forget()
    return []


def _managing_posts(tenures: QuerySet[ImportedRow]) -> list[Post]:
    """The posts among theirs that manage something and stay."""
    held = Post.objects.filter(tenures__in=tenures.values("made_id")).select_related("body").distinct()
    return [post for post in held if Power.MANAGE in post.powers]


def _hindering(batch: ImportBatch) -> Iterator[tuple[QuerySet[ImportedRow], str, str]]:
    rows = ImportedRow.objects.filter(batch=batch)
    for made_type, model in MODELS.items():
        made = rows.filter(made_type=made_type)
        if made.exists():
            yield made.filter(~Q(Exists(model._default_manager.filter(pk=OuterRef("made_id"))))), "gone", ""
            yield CHANGES[made_type](made), "changed", ""
            yield from _used(made.filter(outcome=Outcome.NEW), model)
            if model is Member:
                yield from _seats_used(made)
    yield from _posts_in_use(batch, rows)


def _used(made: QuerySet[ImportedRow], model: type[models.Model]) -> Iterator[tuple[Any, str, str]]:
    for user, name in _users(model):
        if user in PARTS.get(model, ()):
            continue  # came with it; what happens to it later raises its version
        using = user._base_manager.filter(**{name: OuterRef("made_id")})
        if user is model:
            using = using.exclude(pk__in=made.values("made_id"))
        yield made.filter(Exists(using)), "used", str(user._meta.verbose_name)


def _seats_used(made: QuerySet[ImportedRow]) -> Iterator[tuple[Any, str, str]]:
    """Seats that came with members: withdrawn since, or somebody was named for them."""
    seated = made.annotate(staged_seat=staged("seat", Seat._meta.pk))
    withdrawn = Seat.objects.filter(pk=OuterRef("staged_seat"), to_on__isnull=False)
    yield seated.filter(Exists(withdrawn)), "changed", ""
    for user, name in _users(Seat):
        using = user._base_manager.filter(**{name: OuterRef("staged_seat")})
        yield seated.filter(Exists(using)), "used", str(user._meta.verbose_name)


def _users(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every table of the whole house that may refer to rows of this one, and the field that does."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.name


def _changed_organizations(made: QuerySet[ImportedRow]) -> QuerySet[ImportedRow]:
    known = Organization.objects.filter(pk=OuterRef("made_id"))
    active = {"staged_active": staged("is_active", Organization._meta.get_field("is_active"))}
    untouched = known.filter(version=1, is_active=OuterRef("staged_active"))
    return _neither(made.annotate(**active), untouched, known)


def _changed_people(made: QuerySet[ImportedRow]) -> QuerySet[ImportedRow]:
    known = Person.objects.filter(pk=OuterRef("made_id"))
    return _neither(made, known.filter(version=1, user__isnull=True), known)


def _changed_members(made: QuerySet[ImportedRow]) -> QuerySet[ImportedRow]:
    known = Member.objects.filter(pk=OuterRef("made_id"))
    return made.exclude(Exists(known.filter(version=1)))


def _neither(made: QuerySet[ImportedRow], untouched: Any, known: Any) -> QuerySet[ImportedRow]:
    """The rows whose new thing is not untouched, and those whose changed thing was changed again."""
    new = Q(outcome=Outcome.NEW) & ~Q(Exists(untouched))
    changed = Q(outcome=Outcome.CHANGED) & ~Q(Exists(known.filter(version=OuterRef("known_version") + 1)))
    return made.filter(new | changed)


def _changed_terms(made: QuerySet[ImportedRow]) -> QuerySet[ImportedRow]:
    """Of a term only its end can change."""
    known = Tenure.objects.filter(pk=OuterRef("made_id"))
    made = made.annotate(staged_to=staged("to_on", Tenure._meta.get_field("to_on")))
    closed_since = Q(staged_to__isnull=True) & Q(Exists(known.filter(to_on__isnull=False)))
    other_end = Q(staged_to__isnull=False) & ~Q(Exists(known.filter(to_on=OuterRef("staged_to"))))
    return made.filter(closed_since | other_end)


CHANGES: Mapping[str, Callable[[QuerySet[ImportedRow]], QuerySet[ImportedRow]]] = {
    organizations.MADE: _changed_organizations,
    people.MADE: _changed_people,
    posts.MADE: _changed_terms,
    members.MADE: _changed_members,
}


def _posts_in_use(
    batch: ImportBatch, rows: QuerySet[ImportedRow]
) -> Iterator[tuple[QuerySet[ImportedRow], str, str]]:
    """Posts that the table created and that somebody else holds or refers to."""
    own = rows.filter(made_type=posts.MADE).values("made_id")
    for post in batch.posts:
        creating = rows.filter(Q(values__post=post["id"]) | Q(made_id=UUID(post["id"])))
        for user, name in _users(Post):
            if user is Post.sits_in.through:
                continue
            using = user._base_manager.filter(**{name: UUID(post["id"])})
            if user is Tenure:
                using = using.exclude(pk__in=own)
            if using.exists():
                yield creating, "used", str(user._meta.verbose_name)
