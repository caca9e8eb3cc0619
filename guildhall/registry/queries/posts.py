from datetime import date

from guildhall.registry.models import Person, PersonQuerySet, Post, PostQuerySet, in_force


def posts_of(person: Person, on: date) -> PostQuerySet:
    """The posts that the person holds on the day, each with its body, by rank. One query."""
    held = Post.objects.filter(in_force(on, "tenures__"), tenures__person=person)
    return held.select_related("body").order_by("rank", "id").distinct()


def holders(post: Post, on: date) -> PersonQuerySet:
    """Who holds the post on the day, by name. One query."""
    holding = Person.objects.filter(in_force(on, "tenures__"), tenures__post=post)
    return holding.select_related("organization").order_by("name_key", "id").distinct()
