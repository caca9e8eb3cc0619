from datetime import date

from django.db.models import F, Q

from guildhall.registry.models import (
    Person,
    PersonQuerySet,
    Post,
    PostQuerySet,
    Tenure,
    TenureQuerySet,
    in_force,
)
from guildhall.registry.queries.charter import RuleLine, profile_on
from guildhall.registry.queries.days import today_in
from guildhall.registry.queries.fitness import kind_in_rules


def posts_of(person: Person, on: date) -> PostQuerySet:
    """The posts that the person holds on the day, each with its body, by rank. One query."""
    held = Post.objects.filter(in_force(on, "tenures__"), tenures__person=person)
    return held.select_related("body").order_by("rank", "id").distinct()


def holders(post: Post, on: date) -> PersonQuerySet:
    """Who holds the post on the day, by name. One query."""
    holding = Person.objects.filter(in_force(on, "tenures__"), tenures__post=post)
    return holding.select_related("organization").order_by("name_key", "id").distinct()


def post_history(post: Post) -> TenureQuerySet:
    """Who held the post, the newest first. One query."""
    tenures = Tenure.objects.filter(post=post).select_related("post", "person__organization")
    return tenures.order_by(F("from_on").desc(nulls_last=True), "-id")


def tenures_before(post: Post, *, number: int | None, from_on: date) -> TenureQuerySet:
    """Who holds the post beyond the eve of a term that begins, for another term than this one. One query.

    Somebody in the post for the same numbered term stays: a by-election fills places beside them.
    """
    lasting = Tenure.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on), post=post)
    begun = lasting.filter(Q(from_on__isnull=True) | Q(from_on__lt=from_on))
    if number is not None:
        begun = begun.filter(Q(term_number__isnull=True) | ~Q(term_number=number))
    return begun.select_related("person", "post__body").order_by("person__name_key", "id")


def rules_of_post(post: Post) -> list[RuleLine]:
    """The charter's rules for this kind of post, for who is about to appoint somebody."""
    prefix = f"posts.{kind_in_rules(post.kind, post.body.kind)}."
    profile = profile_on(post.association, today_in(post.association))
    return [RuleLine(rule) for rule in profile.rules if rule.key.startswith(prefix)]
