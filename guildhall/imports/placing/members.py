"""Members of a list that was kept elsewhere: which are new, which are members already, which cannot be."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Coalesce

from guildhall.accounts.models import Association
from guildhall.core.models import new_id
from guildhall.documents.models import Series
from guildhall.imports.columns import bare
from guildhall.imports.placing.draft import Columns, Draft, Outcome
from guildhall.imports.placing.finding import OrganizationFinder, PersonFinder
from guildhall.imports.problems import Problem
from guildhall.members.actions.admission import NO_YEAR, SERIES
from guildhall.members.models import Member, Tier
from guildhall.registry.models import Seat
from guildhall.registry.queries import today_in

MADE = "members.member"
HOLDERS = ("organization", "person", "uscc")
NUMBER_DIGITS_MOST = 9

# As our own exports write it, in either language, and as others do.
SUSPENDED = frozenset(map(bare, ("Suspended", "暂停会籍", "暂停", "停权", "中止")))
LEFT = frozenset(
    map(bare, ("No longer a member", "已退会", "退会", "除名", "已除名", "Withdrawn", "Removed"))
)


class MemberPlacer:
    """A row names a unit or a person that is stored, and the tier; without a number it gets the next one."""

    posts: list[dict[str, Any]] = []

    def __init__(self, association: Association, columns: Columns) -> None:
        self.association, self.columns = association, columns
        self.organizations = OrganizationFinder(association)
        self.people = PersonFinder(association)
        self.tiers: dict[str, Tier] = {}
        for tier in Tier.objects.of(association).in_use().select_related("seat_in"):
            self.tiers |= {bare(name): tier for name in (tier.name_zh, tier.name_en) if name}
        self.tiers_by_key = {tier.pk.hex: tier for tier in self.tiers.values()}
        series = Series.objects.filter(association=association, kind=SERIES, year=NO_YEAR)
        self.last_number = series.values_list("last_number", flat=True).first() or 0
        self.holders: dict[str, int] = {}
        self.numbers: dict[str, int] = {}
        self.unnumbered: list[Draft] = []
        self.seated: set[tuple[str, UUID]] = set()
        self.today = today_in(association)

    def place(self, drafts: Collection[Draft]) -> None:
        sound = [draft for draft in drafts if not draft.is_bad]
        self.organizations.look_for(
            draft.values.get(key, "") for draft in sound for key in ("organization", "uscc")
        )
        self.people.look_for([draft.values["person"]] for draft in sound if draft.values.get("person"))
        for draft in drafts:
            draft.name = next((draft.values[key] for key in HOLDERS if draft.values.get(key)), "")
        for draft in sound:
            self._find_holder(draft)
            self._find_tier(draft)
            self._read_state(draft)
        sound = [draft for draft in sound if not draft.is_bad]
        members, taken = self._members(sound), self._taken(sound)
        self.seated = self._seated(sound)
        for draft in sound:
            self._settle(draft, members, taken)

    def finish(self) -> Iterator[Draft]:
        """Rows without a number get the next ones, now that all the numbers of the table are known."""
        free = self._free_numbers()
        for draft in self.unnumbered:
            draft.values["number"] = next(free)
            draft.note("next_number", number=draft.values["number"])
            yield draft

    def _free_numbers(self) -> Iterator[str]:
        given = [int(number) for number in self.numbers if is_counted(number)]
        number = max(given, default=0)
        number = max(number, self.last_number)
        taken = set(Member.objects.of(self.association).values_list("number", flat=True))
        while True:
            number += 1
            if (text := f"{number:05}") not in taken:
                yield text

    def _find_holder(self, draft: Draft) -> None:
        values = draft.values
        unit, code = values.pop("organization", ""), values.pop("uscc", "")
        if not unit and not code:
            self._find_person(draft)
            return
        values.pop("person", None)
        found = [self.organizations.named(word) for word in (code, unit) if word]
        known = {one for one in found if isinstance(one, UUID)}
        if len(known) == 1:
            values["organization"] = known.pop().hex
        elif known:
            params = {"one": code, "other": unit}
            draft.refuse(Problem("two_known", "uscc", self.columns.cell(draft.number, "uscc"), code, params))
        else:
            problem = "several_organizations" if "several_organizations" in found else "unknown_organization"
            cell = self.columns.cell(draft.number, "organization", "uscc")
            draft.refuse(Problem(problem, "organization", cell, unit or code))

    def _find_person(self, draft: Draft) -> None:
        name = draft.values["person"]
        found = self.people.named([name])
        cell = self.columns.cell(draft.number, "person")
        if len(found) == 1:
            draft.values["person"] = found[0].pk.hex
        elif found:
            draft.refuse(Problem("several_people", "person", cell, name, {"count": len(found)}))
        else:
            draft.refuse(Problem("unknown_person", "person", cell, name))

    def _find_tier(self, draft: Draft) -> None:
        name = draft.values["tier"]
        if tier := self.tiers.get(bare(name)):
            draft.values["tier"] = tier.pk.hex
            return
        known = {tier.pk: tier for tier in self.tiers.values()}.values()
        words = {
            "zh": "、".join(tier.name_zh or tier.name_en for tier in known),
            "en": ", ".join(tier.name_en or tier.name_zh for tier in known),
        }
        cell = self.columns.cell(draft.number, "tier")
        draft.refuse(Problem("unknown_tier", "tier", cell, name, {"tiers": words}))

    def _read_state(self, draft: Draft) -> None:
        state = draft.values.pop("state", "")
        if bare(state) in LEFT:
            draft.refuse(Problem("left", "state", self.columns.cell(draft.number, "state"), state))
        elif bare(state) in SUSPENDED:
            draft.values["state"] = Member.State.SUSPENDED.value

    def _members(self, drafts: Collection[Draft]) -> dict[str, Member]:
        """The memberships that the units and people of the rows have now."""
        units = [draft.values["organization"] for draft in drafts if draft.values.get("organization")]
        people = [draft.values["person"] for draft in drafts if draft.values.get("person")]
        same = Q(organization__in=units) | Q(person__in=people)
        found = Member.objects.of(self.association).current().filter(same)
        return {one.holder.pk.hex: one for one in found.select_related("organization", "person")}

    def _seated(self, drafts: Collection[Draft]) -> set[tuple[str, UUID]]:
        """Who of the rows sits in which body already."""
        units = [draft.values["organization"] for draft in drafts if draft.values.get("organization")]
        people = [draft.values["person"] for draft in drafts if draft.values.get("person")]
        found = Seat.objects.filter(
            Q(organization__in=units) | Q(person__in=people), association=self.association, to_on__isnull=True
        )
        rows = found.annotate(holder=Coalesce("organization", "person")).values_list("holder", "body")
        return {(holder.hex, body) for holder, body in rows}

    def _taken(self, drafts: Collection[Draft]) -> dict[str, Member]:
        """The members that bear the numbers of the rows."""
        numbers = [draft.values["number"] for draft in drafts if draft.values.get("number")]
        found = (
            Member.objects.of(self.association).filter(number__in=numbers)
            if numbers
            else Member.objects.none()
        )
        return {one.number: one for one in found.select_related("organization", "person")}

    def _settle(self, draft: Draft, members: dict[str, Member], taken: dict[str, Member]) -> None:
        holder = draft.values.get("organization") or draft.values["person"]
        number = draft.values.get("number", "")
        if row := self.holders.get(holder):
            self._refuse(draft, "twice_in_file", HOLDERS, row=row)
        elif known := members.get(holder):
            draft.outcome = Outcome.KNOWN
            draft.note("member_kept", number=known.number)
        elif number in taken:
            self._refuse(draft, "number_taken", ("number",), number=number, name=taken[number].name)
        elif row := self.numbers.get(number):
            self._refuse(draft, "twice_in_file", ("number",), row=row)
        else:
            self._create(draft, number)
        if not draft.is_bad:
            self.holders[holder] = draft.number

    def _create(self, draft: Draft, number: str) -> None:
        draft.made_type, draft.made_id = MADE, new_id()
        draft.values |= {"term": new_id().hex, "event": new_id().hex}
        if draft.values.get("state") == Member.State.SUSPENDED:
            joined = draft.values.get("joined_on") or ""
            draft.values |= {"halt": new_id().hex, "halted_on": max(joined, self.today.isoformat())}
            draft.note("comes_suspended")
        else:
            self._seat(draft)
        if number:
            self.numbers[number] = draft.number
        else:
            self.unnumbered.append(draft)

    def _seat(self, draft: Draft) -> None:
        """The seat that the tier gives, unless the holder sits there already."""
        holder = draft.values.get("organization") or draft.values["person"]
        tier = self.tiers_by_key[draft.values["tier"]]
        body = tier.seat_in
        if body is None or (holder, body.pk) in self.seated:
            return
        draft.values |= {
            "seat": new_id().hex,
            "seat_in": body.pk.hex,
            "seat_zh": tier.name_zh,
            "seat_en": tier.name_en,
        }
        draft.note("seat_given", body=body.name)

    def _refuse(self, draft: Draft, code: str, fields: Collection[str], **params: Any) -> None:
        cell = self.columns.cell(draft.number, *fields)
        draft.refuse(Problem(code, next(iter(fields)), cell, draft.name, params))


def is_counted(number: str) -> bool:
    """Whether it is a plain number, behind which counting can go on."""
    return number.isascii() and number.isdigit() and len(number) <= NUMBER_DIGITS_MOST
