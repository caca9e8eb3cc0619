"""What was counted when a vote closed."""

from dataclasses import dataclass


def refuse_what_is_no_count(*counts: object) -> None:
    """ValueError for anything but whole numbers from zero up: such a count is a mistake in the program."""
    for count in counts:
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise ValueError(f"{count!r} is no count")


@dataclass(frozen=True)
class Tally:
    """Votes for, against and abstaining, at the moment the vote closed."""

    for_: int
    against: int
    abstain: int

    def __post_init__(self) -> None:
        refuse_what_is_no_count(self.for_, self.against, self.abstain)

    @property
    def total(self) -> int:
        return self.for_ + self.against + self.abstain


@dataclass(frozen=True)
class Counts:
    """The bases at the moment the vote closed. Ballots are None where there were none (show of hands).

    A seat stood in for or voted by proxy counts as present where its stand-in is. ``by_correspondence`` are
    those who took part in writing where the charter allows it; they count as present.
    """

    entitled: int
    present_on_site: int
    present_online: int = 0
    issued: int | None = None
    returned: int | None = None
    valid: int | None = None
    by_correspondence: int = 0

    def __post_init__(self) -> None:
        ballots = (count for count in (self.issued, self.returned, self.valid) if count is not None)
        people = (self.entitled, self.present_on_site, self.present_online, self.by_correspondence)
        refuse_what_is_no_count(*people, *ballots)

    @property
    def present(self) -> int:
        return self.present_on_site + self.present_online + self.by_correspondence
