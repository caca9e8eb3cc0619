"""The dues of two years: what the assembly adopted, whom it bound, and how it was collected.

Last year's notices went out for twelve days and four of five members had paid by then, as in the record of the
Zibo association; the rest was reminded. This year's went out nine days ago, and a statement of the bank waits.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from unittest.mock import patch
from uuid import UUID

from django.utils import timezone

from guildhall.accounts.models import User
from guildhall.demo.yunling.bank import BANK, HOLDER, NUMBER
from guildhall.demo.yunling.members import PARTS
from guildhall.demo.yunling.money import FIRST_DUE, FIRST_ISSUED, Money
from guildhall.demo.yunling.texts import both, read
from guildhall.demo.yunling.timeline import Timeline, settle
from guildhall.demo.yunling.world import World
from guildhall.dues import actions, booking
from guildhall.dues.models import DuesNotice, DuesRun, DuesStandard
from guildhall.dues.papers import issue_papers
from guildhall.meetings.models import Motion
from guildhall.members.models import Tier

YUAN = 100
FIRST_RATES = (8000, 8000, 4000, 2000, 1000)
SECOND_RATES = (10000, 10000, 5000, 3000, 1200)
DRAFT_RATES = (10000, 10000, 6000, 3000, 1500)
FIRST_DECIDED, FIRST_FROM = -606, -580
SECOND_ISSUED, SECOND_DUE = -9, 21
AHEAD = 60


def schedule_dues(world: World, timeline: Timeline) -> None:
    """Two standards and a draft, two yearly runs, and the money."""
    dues = Dues(world)
    add = timeline.add
    add(-421, "10:00", dues.set_account)
    add(-421, "10:20", dues.first_standard)
    add(-421, "11:00", dues.set_steps)
    add(FIRST_ISSUED - 1, "15:00", partial(dues.prepare, 0, FIRST_ISSUED, FIRST_DUE))
    add(FIRST_ISSUED, "09:00", dues.book)
    add(FIRST_ISSUED, "10:00", dues.send)
    add(FIRST_ISSUED, "10:30", partial(dues.aim, 80, FIRST_DUE))
    add(-371, "09:00", partial(dues.prepare, 0, -371, -341))
    add(-371, "09:10", dues.book)
    add(-371, "09:20", dues.send)
    add(-366, "14:00", dues.draft_second_standard)
    add(-350, "10:00", dues.adopt_second_standard)
    add(-40, "15:00", dues.disclose)
    add(-18, "15:30", dues.draft_third_standard)
    add(SECOND_ISSUED - 1, "15:00", partial(dues.prepare, 1, SECOND_ISSUED, SECOND_DUE))
    add(SECOND_ISSUED, "09:00", dues.book)
    add(SECOND_ISSUED, "10:00", dues.send)
    add(SECOND_ISSUED, "10:30", partial(dues.aim, 90, SECOND_DUE))
    Money(world).schedule(timeline)


class Dues:
    """Standards and runs. The second run is for the year in which the day two months from now falls."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.year = world.day(AHEAD).year
        self.standards: list[DuesStandard] = []
        self.run = DuesRun()

    @property
    def accountant(self) -> User:
        return self.world.users["accountant"]

    def set_account(self) -> None:
        actions.set_bank_account(
            self.world.association, holder=HOLDER, bank=BANK, number=NUMBER, actor=self.world.secretary
        )

    def set_steps(self) -> None:
        tiers = {tier.rank: tier for tier in Tier.objects.filter(association=self.world.association)}
        for facts in read("reminders"):
            actions.add_reminder_step(
                self.world.association,
                days=facts["days"],
                tier=tiers.get(facts.get("tier", 0)),
                actor=self.accountant,
                **both(facts, "subject"),
                **both(facts, "text"),
            )

    def first_standard(self) -> None:
        """The one with which the term began, entered from the assembly's minutes."""
        day = self.world.day
        draft = self._draft(
            "会费标准（二届一次会员大会）", "Dues of the second term", FIRST_FROM, FIRST_RATES
        )
        actions.adopt_standard(
            draft,
            meeting_zh="二届一次会员大会",
            meeting_en="First members' assembly of the second term",
            decided_on=day(FIRST_DECIDED),
            form="on_site",
            way="paper",
            entitled=300,
            present=262,
            in_favour=249,
            against=8,
            abstained=5,
            told_members_on=day(FIRST_DECIDED + 12),
            actor=self.world.secretary,
        )

    def draft_second_standard(self) -> None:
        self._draft(
            "会费标准（二届二次会员大会修订）",
            "Dues as revised by the second assembly",
            date(self.year, 1, 1),
            SECOND_RATES,
        )

    def adopt_second_standard(self) -> None:
        """With the count of those who were entitled and present when the assembly voted on its charter."""
        motions = Motion.objects.filter(meeting__association=self.world.association, kind="charter_change")
        motion = motions.select_related("meeting").latest("decided_at")
        counts, meeting = motion.counts, motion.meeting
        present = counts["present_on_site"] + (counts["present_online"] or 0)
        actions.adopt_standard(
            self.standards[1],
            meeting_zh=meeting.name_zh,
            meeting_en=meeting.name_en,
            decided_on=timezone.localdate(motion.decided_at or timezone.now(), self.world.association.zone),
            form=meeting.mode,
            way="secret_electronic",
            entitled=counts["entitled"],
            present=present,
            in_favour=present - 17,
            against=11,
            abstained=6,
            told_members_on=self.world.day(-351),
            actor=self.world.secretary,
        )

    def draft_third_standard(self) -> None:
        """The revision on which the secretariat works now; no assembly has decided it."""
        from_on = date(self.year + 1, 1, 1)
        self._draft("会费标准（修订征求意见稿）", "Dues: draft of a revision", from_on, DRAFT_RATES)

    def _draft(self, zh: str, en: str, from_on: int | date, rates: tuple[int, ...]) -> DuesStandard:
        world = self.world
        draft = actions.draft_standard(
            world.association,
            body=world.bodies["assembly"],
            name_zh=zh,
            name_en=en,
            from_on=world.day(from_on) if isinstance(from_on, int) else from_on,
            proration="half_year",
            actor=self.accountant,
        )
        tiers = Tier.objects.filter(association=world.association).order_by("rank")
        yearly = {tier: rate * YUAN for tier, rate in zip(tiers, rates, strict=True)}
        self.standards.append(
            actions.set_rates(draft, rates=yearly, version=draft.version, actor=self.accountant)
        )
        return draft

    def prepare(self, which: int, issued: int, due: int) -> None:
        """Prepared again, it is for the members who joined since."""
        self.run = actions.prepare_run(
            self.world.association,
            year=self.year - 1 + which,
            standard=self.standards[which],
            issued_on=self.world.day(issued),
            due_on=self.world.day(due),
            actor=self.accountant,
        )

    def book(self) -> None:
        actions.book_run(self.run, actor=self.accountant)

    def send(self) -> None:
        """Printed are the documents of those who can sign in here: six hundred that nobody opens take half a minute."""
        self.run.refresh_from_db()
        with patch.object(booking, "issue_papers", self.print_a_few):
            actions.send_run(self.run, actor=self.accountant)
            settle(self.world)

    def print_a_few(
        self, notices: Sequence[DuesNotice], waived: Mapping[UUID, int], *, actor: User | None
    ) -> None:
        units = {self.world.members[place].pk for place in PARTS}
        issue_papers([one for one in notices if one.member.organization_id in units], waived, actor=actor)

    def aim(self, percent: int, due: int) -> None:
        """What is to come in by the day on which it falls due, and who sees to it."""
        self.run.refresh_from_db()
        on, accountant = self.world.day(due), self.accountant
        actions.set_target(self.run, percent=percent, on=on, version=self.run.version, actor=accountant)
        association, year, machines = self.world.association, self.run.year, self.world.bodies["machines"]
        actions.set_collectors(association, year=year, collector=self.world.officer, actor=accountant)
        branch = self.world.users["branch_secretary"]
        actions.set_collectors(association, year=year, branch=machines, collector=branch, actor=accountant)

    def disclose(self) -> None:
        """The income and spending of the calendar year before, looked at by a supervisor and published."""
        last, began = self.world.day(-40).year - 1, self.world.day(FIRST_ISSUED).year
        # In a January the year before may lie before the story; then it is the one that is not over yet.
        disclosure = actions.prepare_disclosure(
            self.world.association, year=max(last, began), is_interim=last < began, actor=self.accountant
        )
        supervisor, remark = self.world.users["chief_supervisor"], "经核对账册与票据，数字相符。"
        signed = actions.sign_disclosure(
            disclosure, version=disclosure.version, remark=remark, actor=supervisor
        )
        actions.publish_disclosure(signed, version=signed.version, actor=self.world.secretary)
