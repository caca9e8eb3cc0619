"""Who asked to become a member: thirteen firms and an institute were admitted, others are at every step of the way."""

from datetime import date
from functools import partial
from typing import Any

from guildhall.demo.yunling.paper import paper_content
from guildhall.demo.yunling.texts import Facts, both, read
from guildhall.demo.yunling.timeline import Timeline
from guildhall.demo.yunling.world import World
from guildhall.meetings.models import Resolution
from guildhall.members import actions
from guildhall.members.actions import Attachment
from guildhall.members.models import Application, ApplicationForm, Tier

LICENCE = {
    "title": ["营业执照副本（样例）", "Business licence (sample)"],
    "said": ["仅供演示。", "For demonstration."],
}


class Joining:
    """The forms, the applications, and what became of each."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.forms: dict[str, ApplicationForm] = {}
        self.applications: dict[str, Application] = {}
        self.tiers: dict[int, Tier] = {}
        self.licence = b""

    def schedule(self, timeline: Timeline) -> None:
        timeline.add(-419, "09:40", self.open_forms)
        admitted: dict[int, list[str]] = {}
        for facts in read("applications"):
            key, life = facts["key"], facts["life"]
            timeline.add(facts["day"], "10:10", partial(self.submit, facts))
            for what, day in life.items():
                if what == "approved":
                    admitted.setdefault(day, []).append(key)
                else:
                    said = facts.get(what, "")
                    timeline.add(day, "14:20", partial(getattr(self, what), key, said))
        for day, keys in admitted.items():
            timeline.add(day, "16:10", partial(self.approved, keys))

    def open_forms(self) -> None:
        """One for each kind of member; individuals are not asked for at present."""
        for kind in ApplicationForm.Kind.values:
            form = actions.set_up_application_form(
                self.world.association, kind=kind, actor=self.world.secretary
            )
            if kind != ApplicationForm.Kind.INDIVIDUAL:
                actions.open_application_form(form, actor=self.world.secretary)
            self.forms[kind] = form
        self.tiers = {tier.rank: tier for tier in Tier.objects.filter(association=self.world.association)}
        self.licence = paper_content(self.world, LICENCE)

    def submit(self, facts: Facts) -> None:
        details: dict[str, Any] = {
            "uscc": facts.get("uscc", ""),
            "region": f"云岭市{facts['district']}",
            "address": f"云岭市{facts['district']}{facts['address']}",
            "tier": self.tiers[facts.get("tier", 5)],
            "contact_name": facts["contact"],
            "contact_phone": facts["phone"],
            "contact_email": f"{facts['key']}@applicants.example",
            "answers": facts["answers"] | {"keeps_charter": True},
        }
        licence = [Attachment("licence", "营业执照.pdf", self.licence)]
        self.applications[facts["key"]] = actions.submit_application(
            self.forms[facts.get("kind", "enterprise")],
            language=facts.get("language", "zh-hans"),
            files=licence if facts.get("licence", True) else (),
            **both(facts, "name"),
            **details,
        )

    def returned(self, key: str, note: str) -> None:
        actions.return_application(self.applications[key], note=note, actor=self.world.officer)

    def completed(self, key: str, _said: str) -> None:
        """What was missing is handed in."""
        application = self.applications[key]
        application.refresh_from_db()
        names = ("name_zh", "name_en", "uscc", "region", "address", "tier", "answers")
        contact = ("contact_name", "contact_phone", "contact_email")
        actions.complete_application(
            application,
            files=[Attachment("licence", "营业执照.pdf", self.licence)],
            **{name: getattr(application, name) for name in (*names, *contact)},
        )

    def reviewed(self, key: str, _said: str) -> None:
        actions.review_application(self.applications[key], actor=self.world.officer)

    def refused(self, key: str, reason: str) -> None:
        actions.refuse_application(self.applications[key], reason=reason, actor=self.world.secretary)

    def withdrawn(self, key: str, _said: str) -> None:
        actions.withdraw_application(self.applications[key])

    def approved(self, keys: list[str]) -> None:
        """By the latest resolution of the council on admissions, on its day."""
        resolution = Resolution.objects.filter(
            body=self.world.bodies["council"], motion__kind="admission"
        ).latest("adopted_on", "number")
        on: date = resolution.adopted_on
        actions.approve_applications(
            self.world.association,
            [self.applications[key] for key in keys],
            on=on,
            body=self.world.bodies["council"],
            resolution=resolution.serial,
            actor=self.world.secretary,
        )
