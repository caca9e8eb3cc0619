from guildhall.registry.models import Body, Post, Tenure, in_force
from guildhall.registry.queries.charter import profile_on
from guildhall.registry.queries.days import today_in
from guildhall.registry.rules import Verdict, may_hold_post


def fitness(tenure: Tenure) -> list[Verdict]:
    """What the charter's rules say of a tenure that is planned: one verdict per rule, three queries.

    Earlier terms are those of the same kind of post in the same body; a day that is not stated counts as today.
    """
    post, person, association = tenure.post, tenure.person, tenure.association
    first_day = tenure.from_on or today_in(association)
    earlier = Tenure.objects.filter(person=person, post__body=post.body_id, post__kind=post.kind)
    others = Post.objects.filter(in_force(first_day, "tenures__"), tenures__person=person).exclude(pk=post.pk)
    return may_hold_post(
        profile_on(association, first_day),
        kind_in_rules(post.kind, post.body.kind),
        born=person.born_on,
        term_from=first_day,
        term_number=tenure.term_number,
        earlier_terms=sorted(
            number
            for number in set(earlier.exclude(pk=tenure.pk).values_list("term_number", flat=True))
            if number is not None
        ),
        hired=tenure.is_hired,
        other_posts_held=sorted(
            {kind_in_rules(*kinds) for kinds in others.order_by().values_list("kind", "body__kind")}
        ),
    )


def kind_in_rules(post_kind: str, body_kind: str) -> str:
    """What the rules call this kind of post: the head of a branch is one of its own."""
    heads = (Post.Kind.HEAD, Post.Kind.PRESIDENT)
    return "branch_head" if body_kind == Body.Kind.BRANCH and post_kind in heads else post_kind
