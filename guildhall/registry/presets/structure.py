"""What an association of each kind begins with: its bodies, and the posts whose powers run it. Pure data."""

from dataclasses import dataclass

from guildhall.core.sentences import Sentence

SECRETARY = ("read", "manage", "convene", "decide", "follow_up", "issue", "publish", "keep_money")
DEPUTY = ("read", "manage", "convene", "follow_up", "issue", "publish")
STAFF = ("read", "manage", "convene", "follow_up")
TREASURER = ("read", "keep_money")
CHAIR = ("read", "convene", "decide", "issue", "publish")


@dataclass(frozen=True)
class BodyPlan:
    """A body to found; ``below`` is the key of its parent, empty for the top body."""

    key: str
    kind: str
    name: Sentence
    below: str = "top"


@dataclass(frozen=True)
class PostPlan:
    """A post to create in the body of that key, the powers it gives, and the bodies it sits in."""

    kind: str
    name: Sentence
    powers: tuple[str, ...] = ()
    sits_in: tuple[str, ...] = ()
    body: str = "top"
    founder: bool = False


@dataclass(frozen=True)
class Structure:
    bodies: tuple[BodyPlan, ...]
    posts: tuple[PostPlan, ...]


def _posts(*seats: str, president: Sentence, vice: Sentence) -> tuple[PostPlan, ...]:
    return (
        PostPlan("president", president, CHAIR, seats),
        PostPlan("vice_president", vice, ("read",), seats),
        PostPlan(
            "secretary_general", Sentence("秘书长", "Secretary-general"), SECRETARY, seats, founder=True
        ),
        PostPlan("deputy_secretary_general", Sentence("副秘书长", "Deputy secretary-general"), DEPUTY),
        PostPlan(
            "chief_supervisor",
            Sentence("监事长", "Chief supervisor"),
            ("read", "oversee"),
            ("supervisors",),
        ),
        PostPlan("supervisor", Sentence("监事", "Supervisor"), ("read", "oversee"), ("supervisors",)),
        PostPlan("staff", Sentence("秘书处工作人员", "Secretariat officer"), STAFF),
        PostPlan("accountant", Sentence("会计", "Accountant"), TREASURER),
        PostPlan("cashier", Sentence("出纳", "Cashier"), TREASURER),
        PostPlan("adviser", Sentence("顾问", "Adviser")),
    )


_SECRETARIAT = BodyPlan("secretariat", "secretariat", Sentence("秘书处", "Secretariat"))
_SUPERVISORS = BodyPlan("supervisors", "supervisors", Sentence("监事会", "Board of supervisors"))

ASSOCIATION = Structure(
    bodies=(
        BodyPlan("top", "assembly", Sentence("会员大会", "Members' assembly"), below=""),
        BodyPlan("council", "council", Sentence("理事会", "Council")),
        BodyPlan("standing", "standing_council", Sentence("常务理事会", "Standing council"), below="council"),
        BodyPlan("presidents", "presidents_meeting", Sentence("会长办公会", "Presidents' meeting")),
        _SUPERVISORS,
        _SECRETARIAT,
    ),
    posts=_posts(
        "council",
        "standing",
        "presidents",
        president=Sentence("会长", "President"),
        vice=Sentence("副会长", "Vice-president"),
    ),
)
ALLIANCE = Structure(
    bodies=(
        BodyPlan("top", "assembly", Sentence("成员大会", "Assembly of partners"), below=""),
        BodyPlan("council", "council", Sentence("理事会", "Council")),
        BodyPlan("experts", "committee", Sentence("专家委员会", "Committee of experts")),
        _SUPERVISORS,
        _SECRETARIAT,
    ),
    posts=_posts(
        "council",
        president=Sentence("理事长", "Chair of the council"),
        vice=Sentence("副理事长", "Vice-chair of the council"),
    ),
)
GROUP = Structure(
    bodies=(
        BodyPlan("top", "assembly", Sentence("股东会", "Shareholders' meeting"), below=""),
        BodyPlan("council", "council", Sentence("董事会", "Board of directors")),
        BodyPlan("presidents", "presidents_meeting", Sentence("总经理办公会", "Executive meeting")),
        _SUPERVISORS,
        BodyPlan("secretariat", "secretariat", Sentence("总部办公室", "Head office")),
    ),
    posts=_posts(
        "council",
        "presidents",
        president=Sentence("董事长", "Chair of the board"),
        vice=Sentence("副总经理", "Deputy general manager"),
    ),
)
STRUCTURES = {
    "association": ASSOCIATION,
    "chamber": ASSOCIATION,
    "alliance": ALLIANCE,
    "partnership": ALLIANCE,
    "group": GROUP,
}
