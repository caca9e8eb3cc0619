"""Where a meeting stands on its way from the first draft to the public page."""

from dataclasses import dataclass
from typing import Literal

from guildhall.core.sentences import Sentence

Standing = Literal["done", "now", "open"]
WORDS = {
    "prepared": Sentence(zh="筹备", en="Prepared"),
    "notified": Sentence(zh="通知", en="Notice"),
    "held": Sentence(zh="开会", en="Held"),
    "approved": Sentence(zh="纪要批准", en="Minutes approved"),
    "published": Sentence(zh="公开发布", en="Published"),
}


@dataclass(frozen=True)
class Stage:
    """One step of the way: behind the meeting, what is being done now, or still before it."""

    key: str
    standing: Standing

    @property
    def words(self) -> Sentence:
        return WORDS[self.key]


def stages_of(*, state: str, was_told: bool, approved: bool, published: bool) -> list[Stage]:
    """The way of a meeting, step by step; empty when it was cancelled or postponed and goes no further for now.

    ``was_told`` is false for a meeting entered after it was held: nobody was sent a notice, so that step is left out.
    A meeting may be published before its minutes are approved; the first step that is not done is done now.
    """
    if state in ("cancelled", "postponed"):
        return []
    done = {
        "prepared": state != "draft",
        "notified": state != "draft",
        "held": state == "closed",
        "approved": approved,
        "published": published,
    }
    keys = [key for key in WORDS if key != "notified" or was_told]
    now = next((key for key in keys if not done[key]), None)
    return [Stage(key, "done" if done[key] else "now" if key == now else "open") for key in keys]
