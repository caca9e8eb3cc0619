"""Why a payment was matched so, in both languages. Pure: codes are kept, sentences made for the reader."""

from dataclasses import dataclass
from typing import Any

from guildhall.core.sentences import Sentence
from guildhall.dues.statements import money

SENTENCES = {
    "notice_number": ("附言写有缴费通知编号“{said}”", "The remark gives the number of the notice, “{said}”"),
    "uscc": ("写有统一社会信用代码“{said}”", "The unified social credit code is given, “{said}”"),
    "member_number": ("附言写有会员编号“{said}”", "The remark gives the member number, “{said}”"),
    "name": ("付款户名“{said}”就是会员名称", "The payer's name, “{said}”, is the member's"),
    "alias": ("付款户名“{said}”以前确认过", "The payer's name, “{said}”, was confirmed before"),
    "account": ("付款账号“{said}”以前确认过", "The payer's account, {said}, was confirmed before"),
    "named": ("附言写有会员名称“{said}”", "The remark names the member, “{said}”"),
    "short": ("写有会员简称“{said}”", "The member's short name is given, “{said}”"),
    "similar": (
        "付款户名“{said}”与会员名称相近（{degree}%）",
        "The payer's name, “{said}”, is much like the member's ({degree} %)",
    ),
    "exact": ("金额与应缴数相同", "The amount is exactly what is owed"),
    "exact_sum": ("金额等于{count}份缴费通知的合计", "The amount is the sum of {count} notices"),
    "exact_several_ways": (
        "金额可以用{count}种方式对上，请选择缴哪一份",
        "The amount fits in {count} ways; choose which notice it pays",
    ),
    "in_part": (
        "金额{amount}少于应缴{owed}，按先到期先缴处理",
        "{amount} is less than the {owed} owed; what fell due first is paid first",
    ),
    "beyond": ("金额{amount}多于应缴{owed}", "{amount} is more than the {owed} owed"),
    "nothing_open": ("没有未缴的缴费通知", "No notice is open"),
    "paid_by_another": ("同一份缴费通知已有另一笔款项", "Another payment already pays that notice"),
    "paid_by_other_member": (
        "付款户名“{said}”是另一家会员，可能是代缴",
        "The payer, “{said}”, is another member, perhaps paying for this one",
    ),
    "other_purpose": ("附言像是其他用途的款项", "The remark sounds like a payment for something else"),
    "twin": ("另有会员名称只差一个字", "Another member's name differs by one character only"),
    "only_one_fits": (
        "名称相近的会员中只有一家金额相符",
        "Of the members that it may be, the amount fits one only",
    ),
    "several_fit": ("有{count}家会员同样可能，请选择", "{count} members are equally likely; choose one"),
    "nothing_found": ("户名、附言中没有可识别的会员", "Neither payer nor remark tells a member"),
}
MONEY = ("amount", "owed")


@dataclass(frozen=True)
class Reason:
    """``code`` is a key of SENTENCES; ``values`` are what it speaks of."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()

    @property
    def sentence(self) -> Sentence:
        return sentence_of(self.code, dict(self.values))

    def as_data(self) -> dict[str, Any]:
        return {"code": self.code, **dict(self.values)}


def reason_of(code: str, **values: Any) -> Reason:
    """A reason with the values that its sentence needs, the others left out."""
    wanted = SENTENCES[code][0] + SENTENCES[code][1]
    return Reason(
        code, tuple((key, value) for key, value in sorted(values.items()) if f"{{{key}}}" in wanted)
    )


def sentence_of(code: str, values: dict[str, Any]) -> Sentence:
    """The sentence in both languages, amounts of fen written as yuan."""
    shown = {key: money(value) if key in MONEY else value for key, value in values.items()}
    zh, en = SENTENCES[code]
    return Sentence(zh.format(**shown), en.format(**shown))
