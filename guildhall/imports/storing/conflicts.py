"""What somebody else stored or changed between the check of a table and its commit. Each: one query over all rows."""

from typing import Any

from django.db.models import DateField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from guildhall.imports.models import ImportBatch, ImportedRow
from guildhall.imports.placing import Outcome, organizations, people, posts
from guildhall.imports.storing.transfer import Staged, staged
from guildhall.members.models import Member, Tier, TierTerm
from guildhall.registry.models import Organization, Person, Post, Tenure

Rows = QuerySet[ImportedRow]


def conflicting(batch: ImportBatch, rows: Rows) -> Rows:
    """The rows that would no longer do what the check said."""
    found = {
        ImportBatch.Kind.ORGANIZATIONS: _organizations,
        ImportBatch.Kind.PEOPLE: _people,
        ImportBatch.Kind.POSTS: _posts,
        ImportBatch.Kind.MEMBERS: _members,
    }[ImportBatch.Kind(batch.kind)](batch, rows)
    return found


def _organizations(batch: ImportBatch, rows: Rows) -> Rows:
    known = Organization.objects.filter(association=batch.association_id)
    taken = Q(pk__in=[])
    for key in ("uscc", "plain_zh", "plain_en"):
        # Asked of the row first: of those without a name in a language there are as many as organizations.
        is_stated = ~Q(**{f"staged_{key}": ""})
        taken |= is_stated & Q(Exists(known.filter(**{key: OuterRef(f"staged_{key}")}).exclude(**{key: ""})))
    gone = _is_gone("staged_parent", known)
    named = {f"staged_{key}": Staged(key) for key in ("uscc", "plain_zh", "plain_en")}
    parent = {"staged_parent": staged("parent", Organization._meta.get_field("parent"))}
    new = Q(outcome=Outcome.NEW) & (taken | (gone & ~_is_made_here(batch, "staged_parent")))
    return rows.annotate(**named, **parent).filter(new | _is_changed(known, organizations.MADE))


def _people(batch: ImportBatch, rows: Rows) -> Rows:
    known = Person.objects.filter(association=batch.association_id)
    since = known.filter(created_at__gt=batch.checked_at)
    firms = Organization.objects.filter(association=batch.association_id)
    named = {"staged_key": Staged("name_key")}
    firm = {"staged_firm": staged("organization", Person._meta.get_field("organization"))}
    taken = Q(outcome=Outcome.NEW) & Exists(since.filter(name_key=OuterRef("staged_key")))
    changed = _is_changed(known, people.MADE)
    return rows.annotate(**named, **firm).filter(taken | changed | _is_gone("staged_firm", firms))


def _posts(batch: ImportBatch, rows: Rows) -> Rows:
    created = [post["id"] for post in batch.posts]
    twice = [post["id"] for post in batch.posts if _stands(batch, post)]
    rows = rows.annotate(
        staged_post=staged("post", Tenure._meta.get_field("post")),
        staged_person=staged("person", Tenure._meta.get_field("person")),
        staged_from=Cast(Staged("from_on"), DateField()),
        staged_to=Cast(Staged("to_on"), DateField()),
    )
    same = Tenure.objects.filter(post=OuterRef("staged_post"), person=OuterRef("staged_person"))
    begun = Q(from_on__isnull=True) | Q(from_on__lte=OuterRef("staged_to"))
    lasting = Q(to_on__isnull=True) | Q(to_on__gte=OuterRef("staged_from"))
    is_open, is_old = Q(staged_to__isnull=True), Q(staged_from__isnull=True)
    meets = (
        (is_open & is_old & Exists(same))
        | (is_open & ~is_old & Exists(same.filter(lasting)))
        | (~is_open & is_old & Exists(same.filter(begun)))
        | (~is_open & ~is_old & Exists(same.filter(begun, lasting)))
    )
    people_gone = _is_gone("staged_person", Person.objects.filter(association=batch.association_id))
    stored = Post.objects.filter(association=batch.association_id)
    post_gone = _is_gone("staged_post", stored) & ~Q(staged_post__in=created)
    again = Q(staged_post__in=twice) | Q(made_type=posts.MADE_POST, made_id__in=twice)
    return rows.filter(meets | people_gone | post_gone | again)


def _members(batch: ImportBatch, rows: Rows) -> Rows:
    known = Member.objects.filter(association=batch.association_id)
    rows = rows.annotate(
        staged_unit=staged("organization", Member._meta.get_field("organization")),
        staged_person=staged("person", Member._meta.get_field("person")),
        staged_tier=staged("tier", TierTerm._meta.get_field("tier")),
        staged_number=Staged("number"),
    )
    current = known.exclude(state=Member.State.ENDED)
    joined = Q(Exists(current.filter(organization=OuterRef("staged_unit"))))
    joined |= Q(Exists(current.filter(person=OuterRef("staged_person"))))
    taken = Q(Exists(known.filter(number=OuterRef("staged_number"))))
    units = Organization.objects.filter(association=batch.association_id)
    people_here = Person.objects.filter(association=batch.association_id)
    tiers = Tier.objects.filter(association=batch.association_id, is_active=True)
    gone = _is_gone("staged_unit", units) | _is_gone("staged_person", people_here)
    return rows.filter(joined | taken | gone | _is_gone("staged_tier", tiers))


def _stands(batch: ImportBatch, post: dict[str, str]) -> bool:
    """Whether a post that the table would create was created by somebody since."""
    same = Q(pk__in=[])
    for key in ("name_zh", "name_en"):
        if post[key]:
            same |= Q(**{key: post[key]})
    return Post.objects.filter(same, association=batch.association_id, body_id=post["body"]).exists()


def _is_changed(known: QuerySet[Organization] | QuerySet[Person], made_type: str) -> Q:
    seen = known.filter(pk=OuterRef("made_id"), version=OuterRef("known_version"))
    return Q(outcome=Outcome.CHANGED, made_type=made_type) & ~Q(Exists(seen))


def _is_gone(name: str, known: QuerySet[Any]) -> Q:
    return Q(**{f"{name}__isnull": False}) & ~Q(Exists(known.filter(pk=OuterRef(name))))


def _is_made_here(batch: ImportBatch, name: str) -> Q:
    made = ImportedRow.objects.filter(batch=batch, outcome=Outcome.NEW, made_id=OuterRef(name))
    return Q(Exists(made))
