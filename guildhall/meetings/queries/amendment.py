"""What was proposed to change in a motion, and how its words came about."""

from dataclasses import dataclass

from django.db.models import QuerySet

from guildhall.meetings.models import Amendment, Motion, MotionVersion


def amendment_list(motion: Motion) -> QuerySet[Amendment]:
    """The amendments of a motion in the order in which they were proposed. One query."""
    related = ("proposer", "proposed_by")
    return motion.amendments.select_related(*related).order_by("number")


@dataclass(frozen=True)
class MotionChange:
    """One version of a motion beside the one before it; ``before`` is None for the first."""

    version: MotionVersion
    before: MotionVersion | None

    @property
    def changes_words(self) -> bool:
        return self.before is not None and any(
            getattr(self.before, name) != getattr(self.version, name)
            for name in ("title_zh", "title_en", "text_zh", "text_en")
        )


def motion_versions(motion: Motion) -> list[MotionChange]:
    """Every version of the motion's words beside the one before, the newest first. One query."""
    rows = list(motion.versions.select_related("made_by", "amendment").order_by("number"))
    pairs = zip(rows, [None, *rows], strict=False)
    return [MotionChange(version, before) for version, before in pairs][::-1]
