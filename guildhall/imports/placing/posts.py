"""Posts and terms of a table: whether a body, a post and a person are known, and whether the charter lets them serve."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from guildhall.accounts.models import Association
from guildhall.core.models import new_id
from guildhall.imports.checking import SEPARATOR, Choices
from guildhall.imports.columns import bare
from guildhall.imports.placing.draft import Columns, Draft, Outcome, given
from guildhall.imports.placing.finding import OrganizationFinder, PersonFinder
from guildhall.imports.placing.people import may_be_one, person_values, place_organization
from guildhall.imports.problems import Problem
from guildhall.registry.models import Body, Person, Post, Tenure
from guildhall.registry.queries import profile_on, today_in
from guildhall.registry.rules import Profile, Verdict, may_hold_post

MADE_POST, MADE = "registry.post", "registry.tenure"
POST_COLUMNS = ("post", "post_zh", "post_en")
TOLD_APART_BY = ("organization", "phone", "email")


@dataclass
class KnownPost:
    """A post that is stored, or that the table will create."""

    key: UUID
    kind: str
    body: Body
    data: dict[str, Any] | None = None
    is_wanted: bool = True


@dataclass(frozen=True)
class Term:
    """Who holds or held which post, as far as rules and overlaps need it."""

    post: UUID
    body: UUID
    kind: str
    number: int | None
    from_on: date | None
    to_on: date | None

    def meets(self, other: "Term") -> bool:
        """Whether the two have a day in common."""
        starts_in_time = not (self.from_on and other.to_on and self.from_on > other.to_on)
        return starts_in_time and not (self.to_on and other.from_on and self.to_on < other.from_on)

    def holds(self, day: date) -> bool:
        return (self.from_on is None or self.from_on <= day) and (self.to_on is None or self.to_on >= day)

    @property
    def days(self) -> dict[str, str]:
        start, end = (str(day) if day else "" for day in (self.from_on, self.to_on))
        return {
            "zh": f"{start or '未载明'}至{end or '今'}",
            "en": f"{start or 'not stated'} to {end or 'now'}",
        }


class PostPlacer:
    """Terms are history: what is stored already is never changed by a table, only added to."""

    def __init__(self, association: Association, columns: Columns, choices: Choices) -> None:
        self.association, self.columns, self.choices = association, columns, choices
        self.organizations, self.people = OrganizationFinder(association), PersonFinder(association)
        self.bodies: dict[str, list[Body]] = {}
        for body in Body.objects.of(association):
            for name in {bare(body.name_zh), bare(body.name_en)} - {""}:
                self.bodies.setdefault(name, []).append(body)
        self.known: dict[tuple[UUID, str], KnownPost] = {}
        for post in Post.objects.of(association).select_related("body").order_by("rank", "id"):
            self._remember(post.body, (post.name_zh, post.name_en), KnownPost(post.pk, post.kind, post.body))
        self.terms: dict[UUID, list[Term]] = {}
        self.profiles: dict[date, Profile] = {}
        self.today = today_in(association)

    @property
    def posts(self) -> list[dict[str, Any]]:
        """The posts to create: those of which at least one row can be taken."""
        created = {post.key: post for post in self.known.values() if post.data and post.is_wanted}
        return [post.data for post in created.values() if post.data]

    def place(self, drafts: Collection[Draft]) -> None:
        sound = [draft for draft in drafts if not draft.is_bad]
        self.organizations.look_for(draft.values.get("organization", "") for draft in sound)
        self.people.look_for([draft.values["person"]] for draft in sound if draft.values.get("person"))
        self._read_terms(person.pk for draft in sound for person in self._named(draft))
        for draft in drafts:
            words = [draft.values.get(key, "") for key in ("body", "post_zh", "post_en", "person")]
            draft.name = " · ".join(dict.fromkeys(word for word in words if word))[:200]
        for draft in sound:
            self._settle(draft)

    def finish(self) -> Iterator[Draft]:
        return iter(())

    def _settle(self, draft: Draft) -> None:
        post = self._post(draft)
        place_organization(draft, self.organizations, self.columns)
        person = self._person(draft) if draft.values.get("person") else None
        if post is None or draft.is_bad:
            return
        if person:
            self._appoint(draft, post, person)
        else:
            draft.made_type, draft.made_id, draft.values = MADE_POST, post.key, {}
            if not post.data or post.is_wanted:
                draft.outcome, draft.made_id = Outcome.KNOWN, None
                draft.note("known")
        if post.data and not draft.is_bad:
            draft.note("new_post_with_powers" if post.data["powers"] else "new_post")
            post.is_wanted = True

    def _post(self, draft: Draft) -> KnownPost | None:
        body = self._body(draft)
        if body is None:
            return None
        names = [draft.values.get(key, "") for key in ("post_zh", "post_en")]
        found = (self.known.get((body.pk, bare(name))) for name in names if name)
        return next((post for post in found if post), None) or self._new_post(draft, body)

    def _body(self, draft: Draft) -> Body | None:
        name = draft.values["body"]
        found = self.bodies.get(bare(name), [])
        if len(found) == 1:
            return found[0]
        code = "several_bodies" if found else "unknown_body"
        draft.refuse(Problem(code, "body", self.columns.cell(draft.number, "body"), name))
        return None

    def _new_post(self, draft: Draft, body: Body) -> KnownPost | None:
        values = draft.values
        names = (values.get("post_zh", ""), values.get("post_en", ""))
        kind = values.get("post_kind") or next(
            (value for name in names if name and (value := self.choices.value("post_kind", name))),
            Post.Kind.OTHER,
        )
        seats = [
            self.bodies.get(bare(name), [])
            for name in SEPARATOR.split(values.get("sits_in", ""))
            if name.strip()
        ]
        if any(len(found) != 1 for found in seats):
            cell = self.columns.cell(draft.number, "sits_in")
            draft.refuse(Problem("unknown_body", "sits_in", cell, values["sits_in"]))
            return None
        data = {
            "id": (key := new_id()).hex,
            "body": body.pk.hex,
            "kind": str(kind),
            "name_zh": names[0],
            "name_en": names[1],
            "powers": values.get("powers", []),
            "rank": values.get("rank", 0),
            "sits_in": [found[0].pk.hex for found in seats],
        }
        post = KnownPost(key, str(kind), body, data, is_wanted=False)
        self._remember(body, names, post)
        return post

    def _remember(self, body: Body, names: Iterable[str], post: KnownPost) -> None:
        for name in names:
            if name:
                self.known.setdefault((body.pk, bare(name)), post)

    def _named(self, draft: Draft) -> list[Person]:
        name = draft.values.get("person")
        return self.people.named([name]) if name else []

    def _person(self, draft: Draft) -> Person | None:
        if draft.is_bad:
            return None
        found = [
            person
            for person in self._named(draft)
            if may_be_one(person_values(person), draft.values, TOLD_APART_BY)
        ]
        if len(found) == 1:
            return found[0]
        code, params = ("several_people", {"count": len(found)}) if found else ("unknown_person", {})
        cell = self.columns.cell(draft.number, "person")
        draft.refuse(Problem(code, "person", cell, draft.values["person"], params))
        return None

    def _read_terms(self, people: Iterable[UUID]) -> None:
        unread = set(people) - self.terms.keys()
        self.terms |= {key: [] for key in unread}
        rows = Tenure.objects.filter(person__in=unread).values_list(
            "person", "post", "post__body", "post__kind", "term_number", "from_on", "to_on"
        )
        for person, post, body, kind, number, start, end in rows if unread else ():
            self.terms[person].append(Term(post, body, kind, number, start, end))

    def _appoint(self, draft: Draft, post: KnownPost, person: Person) -> None:
        values = draft.values
        days = [date.fromisoformat(values[key]) if values.get(key) else None for key in ("from_on", "to_on")]
        term = Term(post.key, post.body.pk, post.kind, values.get("term_number"), *days)
        ended = post.body.to_on
        if ended and (term.from_on is None or term.from_on > ended):
            draft.refuse(Problem("body_ended", "from_on", self.columns.cell(draft.number, "from_on", "body")))
        held = self.terms[person.pk]
        if any(term == other for other in held):
            draft.outcome = Outcome.KNOWN
            draft.note("known")
            return
        if same := next((other for other in held if other.post == term.post and other.meets(term)), None):
            cell = self.columns.cell(draft.number, "from_on", "person")
            draft.refuse(Problem("overlapping_tenure", "person", cell, draft.name, {"where": same.days}))
        self._ask_the_charter(draft, term, person)
        if draft.is_bad:
            return
        held.append(term)
        draft.made_type, draft.made_id = MADE, new_id()
        kept = {key: values.get(key) for key in ("term_number", "from_on", "to_on", "exception")}
        more = {"is_hired": int(values.get("is_hired", False)), "reason": values.get("reason", "")}
        draft.values = given(kept | more | {"post": post.key.hex, "person": person.pk.hex})

    def _ask_the_charter(self, draft: Draft, term: Term, person: Person) -> None:
        exception = draft.values.get("exception", "")
        for verdict in self._verdicts(term, person, hired=bool(draft.values.get("is_hired"))):
            said = verdict.sentence.as_data()
            if verdict.ok is not False:
                draft.note("verdict", why=said)
            elif exception:
                draft.note("exception", why=said, exception=exception)
            else:
                cell = self.columns.cell(draft.number, "person")
                draft.refuse(Problem("rule", "person", cell, draft.name, {"why": said}))

    def _verdicts(self, term: Term, person: Person, *, hired: bool) -> list[Verdict]:
        first_day = term.from_on or self.today
        held = self.terms[person.pk]
        numbers = {one.number for one in held if one.body == term.body and one.kind == term.kind} - {None}
        # A table may list later terms before earlier ones: counted is the row of terms of which this is one.
        last = term.number
        while last is not None and last + 1 in numbers:
            last += 1
        if first_day not in self.profiles:
            self.profiles[first_day] = profile_on(self.association, first_day)
        return may_hold_post(
            self.profiles[first_day],
            term.kind,
            born=person.born_on,
            term_from=first_day,
            term_number=last,
            earlier_terms=sorted(
                number for number in numbers | {term.number} if number is not None and number != last
            ),
            hired=hired,
            other_posts_held=sorted(
                {one.kind for one in held if one.holds(first_day) and one.post != term.post}
            ),
        )
