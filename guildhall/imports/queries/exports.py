"""Lists as our own imports read them back: every field, in the reader's language, a few rows at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db.models import F, Prefetch
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association
from guildhall.accounts.powers import Power
from guildhall.core.models import in_language
from guildhall.imports.columns import MEMBERS, ORGANIZATIONS, PEOPLE, POSTS, fields_of
from guildhall.imports.writing import Cell
from guildhall.members.models import Member, TierTerm
from guildhall.registry.models import Organization, Person, Post, Tenure

STEP = 1000


def headings(kind: str) -> list[str]:
    """The headings of a kind of list, in the reader's language."""
    return [in_language(field.zh, field.en) for field in fields_of(kind, exported=True)]


def list_rows(association: Association, kind: str) -> Iterator[Sequence[Cell]]:
    """The association's list of this kind, in the order of ``headings``."""
    return ROWS[kind](association)


def _organizations(association: Association) -> Iterator[Sequence[Cell]]:
    """Units come after what they belong to, so that reading them back finds it."""
    rows = Organization.objects.of(association).select_related("parent")
    for row in rows.order_by(F("parent").asc(nulls_first=True), "name_key", "pk").iterator(STEP):
        yield (
            row.name_zh,
            row.name_en,
            row.short_zh,
            row.short_en,
            row.get_kind_display(),
            row.uscc,
            row.region,
            row.address,
            row.phone,
            row.website,
            _named(row.parent),
            row.about_zh,
            row.about_en,
            _yes_no(is_so=row.is_active),
        )


def _people(association: Association) -> Iterator[Sequence[Cell]]:
    rows = Person.objects.of(association).select_related("organization")
    for row in rows.order_by("name_key", "pk").iterator(STEP):
        yield (
            row.name_zh,
            row.name_en,
            _named(row.organization),
            row.title_zh,
            row.title_en,
            row.phone,
            row.email,
            row.born_on,
            row.note_zh,
            row.note_en,
            _yes_no(is_so=row.is_guest),
        )


def _posts(association: Association) -> Iterator[Sequence[Cell]]:
    """A row for each term somebody held a post, and one for each post that nobody ever held."""
    terms = Tenure.objects.select_related("person__organization").order_by(
        F("from_on").asc(nulls_first=True), "pk"
    )
    posts = Post.objects.of(association).select_related("body")
    posts = posts.prefetch_related("sits_in", Prefetch("tenures", terms, to_attr="terms"))
    for post in posts.order_by("body__rank", "body", "rank", "pk").iterator(STEP):
        start = (
            in_language(post.body.name_zh, post.body.name_en),
            post.name_zh,
            post.name_en,
            post.get_kind_display(),
            "; ".join(str(Power(power).label) for power in post.powers),
            "; ".join(sorted(body.name for body in post.sits_in.all())),
            str(post.rank),
        )
        for term in post.terms:  # type: ignore[attr-defined]  # prefetched above
            yield start + _term(term)
        if not post.terms:  # type: ignore[attr-defined]  # prefetched above
            yield start


def _term(term: Tenure) -> tuple[Cell, ...]:
    person = term.person
    return (
        in_language(person.name_zh, person.name_en),
        _named(person.organization),
        person.phone,
        person.email,
        "" if term.term_number is None else str(term.term_number),
        term.from_on,
        term.to_on,
        _yes_no(is_so=term.is_hired),
        term.reason,
    )


def _members(association: Association) -> Iterator[Sequence[Cell]]:
    """Who belongs today, by number."""
    terms = TierTerm.objects.filter(to_on__isnull=True).select_related("tier")
    rows = Member.objects.of(association).current().select_related("organization", "person")
    rows = rows.prefetch_related(Prefetch("tier_terms", terms, to_attr="terms_now"))
    for row in rows.order_by("number").iterator(STEP):
        yield (
            _named(row.organization),
            row.person.name if row.person else "",
            row.organization.uscc if row.organization else "",
            "".join(term.tier.name for term in row.terms_now),  # type: ignore[attr-defined]  # prefetched above
            row.number,
            row.joined_on,
            row.get_state_display(),
        )


def _named(organization: Organization | None) -> str:
    return in_language(organization.name_zh, organization.name_en) if organization else ""


def _yes_no(*, is_so: bool) -> str:
    return _("yes") if is_so else _("no")


ROWS: Mapping[str, Callable[[Association], Iterator[Sequence[Cell]]]] = {
    ORGANIZATIONS: _organizations,
    PEOPLE: _people,
    POSTS: _posts,
    MEMBERS: _members,
}
