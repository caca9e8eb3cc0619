"""What happens to a motion of the story before it is voted on: amendments and recusals."""

from dataclasses import dataclass

from guildhall.accounts.models import User
from guildhall.demo.yunling.texts import Facts, both
from guildhall.demo.yunling.world import World
from guildhall.meetings import actions
from guildhall.meetings.models import Amendment, Motion


@dataclass(frozen=True)
class BeforeTheVote:
    """A motion with what the facts tell of its amendments and recusals."""

    world: World
    motion: Motion
    told: Facts
    convener: User

    def tell(self) -> None:
        """Amendments are proposed and recusals declared, by those who can sign in or for them."""
        for facts in self.told.get("amendments", []):
            proposer = self.world.person(facts["by"])
            actions.propose_amendment(
                self.motion,
                **both(facts, "old"),
                **both(facts, "new"),
                reason=facts["reason"],
                proposer=proposer,
                actor=self.convener,
            )
        for key, reason in self.told.get("recusals", []):
            person = self.world.person(key)
            actions.declare_recusal(
                self.motion,
                invitation=self.motion.meeting.invitations.get(person=person),
                reason=reason,
                actor=self.world.user_of(person) or self.convener,
            )

    def settle(self) -> None:
        """In the meeting each amendment is adopted into the motion or not, as the facts tell."""
        proposed = self.motion.amendments.filter(state=Amendment.State.PROPOSED).order_by("number")
        for amendment, facts in zip(proposed, self.told.get("amendments", []), strict=False):
            if "adopted" in facts:
                actions.adopt_amendment(amendment, note=facts["adopted"], actor=self.convener)
            elif "rejected" in facts:
                actions.reject_amendment(amendment, note=facts["rejected"], actor=self.convener)
        self.motion.refresh_from_db()
