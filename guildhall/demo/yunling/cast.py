"""Who of the story can sign in, and everybody in it who has a name of their own. Pure."""

from dataclasses import dataclass

PASSWORD = "yunling-demo"  # noqa: S105 - printed by the command, for demonstrations only
MAIL = "yunling.example"


@dataclass(frozen=True)
class Character:
    """Somebody with a part in the story; with ``part_zh`` they can sign in."""

    key: str
    zh: str
    en: str
    born: int = 1975
    part_zh: str = ""
    part_en: str = ""

    @property
    def email(self) -> str:
        return f"{self.key.replace('_', '-')}@{MAIL}"

    @property
    def signs_in(self) -> bool:
        return bool(self.part_zh)


CAST = [
    Character("secretary_general", "沈若川", "Ruochuan Shen", 1976, "秘书长", "Secretary-general"),
    Character("officer", "许知远", "Zhiyuan Xu", 1991, "秘书处工作人员", "Secretariat officer"),
    Character("president", "顾长河", "Changhe Gu", 1966, "会长", "President"),
    Character("chief_supervisor", "秦守正", "Shouzheng Qin", 1968, "监事长", "Chief supervisor"),
    Character(
        "branch_secretary",
        "叶知秋",
        "Zhiqiu Ye",
        1986,
        "数控机床分会秘书长",
        "Secretary-general of the Machine Tools Branch",
    ),
    Character(
        "member", "罗语桐", "Yutong Luo", 1984, "会员代表（理事单位）", "Representative of a member (council)"
    ),
    Character("guest", "孟书航", "Shuhang Meng", 1979, "政府部门嘉宾", "Government guest"),
    Character("deputy", "方静姝", "Jingshu Fang", 1985),
    Character("accountant", "苏敏仪", "Minyi Su", 1988, "会计", "Accountant"),
    Character("cashier", "姜晚晴", "Wanqing Jiang", 1993),
    Character("second_guest", "白景明", "Jingming Bai", 1981),
    Character("adviser", "钟鼎文", "Dingwen Zhong", 1960),
]
SECRETARIAT = ("secretary_general", "deputy", "officer", "accountant", "cashier")
