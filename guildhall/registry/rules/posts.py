"""May this person hold this post for this term?"""

from collections.abc import Sequence
from datetime import date

from guildhall.registry.rules.profile import Profile
from guildhall.registry.rules.verdict import Verdict


def may_hold_post(
    profile: Profile,
    post_kind: str,
    *,
    born: date | None,
    term_from: date,
    term_number: int | None = None,
    earlier_terms: Sequence[int] = (),
    hired: bool = False,
    other_posts_held: Sequence[str] = (),
) -> list[Verdict]:
    """One verdict per rule of the post: age on the first day, terms in a row, posts that exclude each other."""
    raise NotImplementedError
