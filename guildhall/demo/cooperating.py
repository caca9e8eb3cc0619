"""The chain, cooperations and agreements of a case, as far as its source states them.

Like ``records``: rows are written at once, without an actor; what the source leaves open stays empty.
"""

from collections.abc import Mapping
from typing import Any

from guildhall.accounts.models import Association
from guildhall.chain.models import Chain
from guildhall.cooperation.models import (
    Agreement,
    AgreementParty,
    Cooperation,
    CooperationParty,
    JointProject,
    Team,
    Visit,
    Witness,
)
from guildhall.registry.models import Body, Organization, Person

Facts = dict[str, Any]
LANGUAGES = ("zh", "en")


def words(facts: Facts, *names: str) -> dict[str, str]:
    """The texts of a thing in both languages; one that the case does not give is empty."""
    return {
        f"{name}_{language}": facts.get(f"{name}_{language}", "") for name in names for language in LANGUAGES
    }


class CooperationLoader:
    """Writes what a case states of working together; what rows refer to is found by the case's own keys."""

    def __init__(
        self,
        association: Association,
        bodies: Mapping[str, Body],
        organizations: Mapping[str, Organization],
        people: Mapping[str, Person],
    ) -> None:
        self.association = association
        self.bodies = bodies
        self.organizations = organizations
        self.people = people
        self.cooperations: dict[str, Cooperation] = {}
        self.agreements: dict[str, Agreement] = {}

    def load(self, facts: Facts) -> None:
        steps = {
            "chains": self.load_chain,
            "cooperations": self.load_cooperation,
            "agreements": self.load_agreement,
            "projects": self.load_project,
            "teams": self.load_teams,
            "visits": self.load_visit,
        }
        for things, load_one in steps.items():
            for place, thing in enumerate(facts.get(things, [])):
                load_one(thing, place)

    def load_chain(self, facts: Facts, _place: int) -> None:
        Chain.objects.create(
            association=self.association,
            office=self.bodies.get(facts.get("office", "")),
            is_public=True,
            **words(facts, "name", "about"),
        )

    def load_cooperation(self, facts: Facts, _place: int) -> None:
        cooperation = Cooperation.objects.create(
            association=self.association,
            stage=facts["stage"],
            since=facts.get("since", ""),
            is_public=True,
            **words(facts, "subject", "result"),
        )
        self.cooperations[facts.get("key", "")] = cooperation
        CooperationParty.objects.bulk_create(
            CooperationParty(
                association=self.association,
                cooperation=cooperation,
                organization=self.organizations[key],
                position=position,
            )
            for position, key in enumerate(facts["parties"])
        )

    def load_agreement(self, facts: Facts, _place: int) -> None:
        agreement = Agreement.objects.create(
            association=self.association,
            cooperation=self.cooperations.get(facts.get("cooperation", "")),
            state=Agreement.State.SIGNED,
            stated_signed=facts["stated_signed"],
            is_public=True,
            **words(facts, "title", "scope", "text"),
        )
        self.agreements[facts["key"]] = agreement
        AgreementParty.objects.bulk_create(
            AgreementParty(
                association=self.association,
                agreement=agreement,
                organization=self.organizations[key],
                position=position,
            )
            for position, key in enumerate(facts["parties"])
        )
        Witness.objects.bulk_create(
            Witness(
                association=self.association,
                agreement=agreement,
                person=self.people[witness["person"]],
                position=position,
                **words(witness, "role"),
            )
            for position, witness in enumerate(facts.get("witnesses", []))
        )

    def load_project(self, facts: Facts, place: int) -> None:
        agreement = self.agreements[facts["agreement"]]
        JointProject.objects.create(
            association=self.association,
            agreement=agreement,
            cooperation=agreement.cooperation,
            state=JointProject.State.NOT_STATED,
            is_public=True,
            position=place,
            **words(facts, "title"),
        )

    def load_teams(self, facts: Facts, _place: int) -> None:
        """As many teams as the source counts; it names neither them nor who is in them."""
        Team.objects.bulk_create(
            Team(
                association=self.association,
                agreement=self.agreements[facts["agreement"]],
                position=position,
                name_zh=f"{facts['name_zh']}{position + 1}",
                name_en=f"{facts['name_en']} {position + 1}",
            )
            for position in range(facts["count"])
        )

    def load_visit(self, facts: Facts, _place: int) -> None:
        visit = Visit.objects.create(
            association=self.association,
            cooperation=self.cooperations.get(facts.get("cooperation", "")),
            stated_date=facts.get("stated_date", ""),
            **words(facts, "place", "purpose", "outcome"),
        )
        visit.visitors.set(self.organizations[key] for key in facts.get("visitors", []))
        visit.hosts.set(self.organizations[key] for key in facts.get("hosts", []))
