"""Whether a bank's product fits a need for finance, point by point, in both languages. Pure.

Amounts are whole fen, rates basis points a year. What is not stated is not guessed: the point is unknown.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from guildhall.core.sentences import Sentence

Key = TypeVar("Key")
MILLION_FEN = 1_000_000  # one 万元


class Answer(StrEnum):
    FITS = "fits"
    NOT = "not"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Product:
    """What a bank lends, and to whom. ``collateral`` are the kinds it takes, any of them is enough."""

    amount_from: int | None = None
    amount_to: int | None = None
    months_from: int | None = None
    months_to: int | None = None
    rate_from: int | None = None
    rate_to: int | None = None
    collateral: frozenset[str] = frozenset()
    purposes: frozenset[str] = frozenset()
    regions: tuple[str, ...] = ()
    members_only: bool = False
    least_turnover: int | None = None


@dataclass(frozen=True)
class Need:
    """What a firm looks for. ``is_member`` and ``turnover`` are None where the reader may not know them."""

    amount: int
    months: int | None = None
    rate_most: int | None = None
    collateral: frozenset[str] = frozenset()
    purpose: str = ""
    region: str = ""
    is_member: bool | None = None
    turnover: int | None = None


@dataclass(frozen=True)
class Verdict:
    """One point: ``point`` names it for programs, ``sentence`` says it to people."""

    point: str
    answer: Answer
    sentence: Sentence

    def as_data(self) -> dict[str, object]:
        return {"point": self.point, "answer": self.answer.value, "sentence": self.sentence.as_data()}


@dataclass(frozen=True)
class Fit:
    """All points of a product and a need."""

    verdicts: tuple[Verdict, ...]
    rate: int | None = field(default=None)

    def count(self, answer: Answer) -> int:
        return sum(verdict.answer == answer for verdict in self.verdicts)

    @property
    def is_possible(self) -> bool:
        """Whether nothing speaks against it."""
        return self.count(Answer.NOT) == 0

    @property
    def order(self) -> tuple[int, int, bool, int]:
        """The better, the smaller: what does not fit, then what is unknown, then the lower rate."""
        return self.count(Answer.NOT), self.count(Answer.UNKNOWN), self.rate is None, self.rate or 0


def fit(product: Product, need: Need) -> Fit:
    """Every point that the product says something about; a point that it leaves open to all is left out."""
    points: tuple[Callable[[Product, Need], Verdict | None], ...] = (
        _amount,
        _term,
        _rate,
        _collateral,
        _purpose,
        _region,
        _membership,
        _turnover,
    )
    found = (point(product, need) for point in points)
    return Fit(tuple(verdict for verdict in found if verdict), product.rate_from)


def ranked(need: Need, products: Mapping[Key, Product]) -> list[tuple[Key, Fit]]:
    """The best first; those equally good keep their order."""
    found = [(key, fit(product, need)) for key, product in products.items()]
    return sorted(found, key=lambda one: one[1].order)


def said_sum(fen: int) -> Sentence:
    """An amount as bankers say it: 500万元, 5 million yuan."""
    if fen % MILLION_FEN == 0:
        return Sentence(f"{fen // MILLION_FEN:,}万元", f"{fen // 100:,} yuan")
    return Sentence(f"{fen / 100:,.2f}元", f"{fen / 100:,.2f} yuan")


def said_rate(points: int) -> str:
    return f"{points / 100:.2f}%"


def _unknown(point: str, zh: str, en: str) -> Verdict:
    return Verdict(point, Answer.UNKNOWN, Sentence(zh, en))


def _verdict(point: str, *, fits: bool, zh: str, en: str) -> Verdict:
    return Verdict(point, Answer.FITS if fits else Answer.NOT, Sentence(zh, en))


def _within(value: int, least: int | None, most: int | None) -> bool:
    return (least is None or least <= value) and (most is None or value <= most)


def _range(least: str, most: str) -> str:
    if least and most:
        return f"{least}–{most}"
    return f"≥{least}" if least else f"≤{most}"


def _amount(product: Product, need: Need) -> Verdict | None:
    least, most = product.amount_from, product.amount_to
    asked = said_sum(need.amount)
    if least is None and most is None:
        return _unknown("amount", "产品未载明额度。", "The product does not state an amount.")
    lowest, highest = (said_sum(one) if one is not None else Sentence("", "") for one in (least, most))
    return _verdict(
        "amount",
        fits=_within(need.amount, least, most),
        zh=f"需求{asked.zh}，产品额度{_range(lowest.zh, highest.zh)}。",
        en=f"{asked.en} are needed; the product lends {_range(lowest.en, highest.en)}.",
    )


def _term(product: Product, need: Need) -> Verdict | None:
    least, most = product.months_from, product.months_to
    if least is None and most is None:
        return None
    span = _range(str(least or ""), str(most or ""))
    if need.months is None:
        return _unknown(
            "term",
            f"需求未载明期限；产品期限{span}个月。",
            f"No term is stated; the product runs {span} months.",
        )
    return _verdict(
        "term",
        fits=_within(need.months, least, most),
        zh=f"需求{need.months}个月，产品期限{span}个月。",
        en=f"{need.months} months are needed; the product runs {span} months.",
    )


def _rate(product: Product, need: Need) -> Verdict | None:
    if need.rate_most is None:
        return None
    wanted = said_rate(need.rate_most)
    if product.rate_from is None:
        return _unknown(
            "rate",
            f"期望年利率不高于{wanted}；产品未载明利率。",
            f"At most {wanted} is wanted; no rate is stated.",
        )
    least = said_rate(product.rate_from)
    return _verdict(
        "rate",
        fits=product.rate_from <= need.rate_most,
        zh=f"期望年利率不高于{wanted}，产品年利率{least}起。",
        en=f"At most {wanted} a year is wanted; the product starts at {least}.",
    )


def _collateral(product: Product, need: Need) -> Verdict | None:
    if not product.collateral:
        return _unknown(
            "collateral", "产品未载明担保方式。", "The product does not state what it takes as security."
        )
    if UNSECURED in product.collateral:
        return _verdict(
            "collateral", fits=True, zh="产品可以信用方式办理。", en="The product is given without security."
        )
    if not need.collateral:
        return _unknown(
            "collateral", "需求未载明可提供的担保。", "What can be offered as security is not stated."
        )
    both = product.collateral & need.collateral
    names = sorted(both or product.collateral)
    zh, en = (
        "、".join(COLLATERAL[name].zh for name in names),
        ", ".join(COLLATERAL[name].en for name in names),
    )
    if both:
        return _verdict(
            "collateral", fits=True, zh=f"可提供的担保符合：{zh}。", en=f"The security fits: {en}."
        )
    return _verdict(
        "collateral",
        fits=False,
        zh=f"产品要求的担保方式为：{zh}。",
        en=f"The product asks for security: {en}.",
    )


def _purpose(product: Product, need: Need) -> Verdict | None:
    if not product.purposes:
        return None
    names = sorted(product.purposes)
    zh, en = "、".join(PURPOSES[name].zh for name in names), ", ".join(PURPOSES[name].en for name in names)
    if not need.purpose:
        return _unknown(
            "purpose", f"需求未载明用途；产品用于：{zh}。", f"No purpose is stated; it is for: {en}."
        )
    return _verdict(
        "purpose",
        fits=need.purpose in product.purposes,
        zh=f"产品用于：{zh}。",
        en=f"The product is for: {en}.",
    )


def _region(product: Product, need: Need) -> Verdict | None:
    if not product.regions:
        return None
    zh, en = "、".join(product.regions), ", ".join(product.regions)
    if not need.region:
        return _unknown("region", f"需求未载明地区；产品面向{zh}。", f"No region is stated; it is for {en}.")
    fits = any(region in need.region or need.region in region for region in product.regions)
    return _verdict("region", fits=fits, zh=f"产品面向{zh}。", en=f"The product is for {en}.")


def _membership(product: Product, need: Need) -> Verdict | None:
    if not product.members_only:
        return None
    if need.is_member is None:
        return _unknown(
            "membership",
            "产品仅面向会员；企业尚未授权查阅会员身份。",
            "For members only; the firm has not released its membership.",
        )
    return _verdict(
        "membership",
        fits=need.is_member,
        zh="产品仅面向协会会员。",
        en="The product is for members of the association.",
    )


def _turnover(product: Product, need: Need) -> Verdict | None:
    if product.least_turnover is None:
        return None
    least = said_sum(product.least_turnover)
    if need.turnover is None:
        return _unknown(
            "turnover",
            f"产品要求年营业收入不低于{least.zh}；该数据未提供或未授权。",
            f"A yearly turnover of {least.en} is asked for; it is not given, or not released.",
        )
    return _verdict(
        "turnover",
        fits=need.turnover >= product.least_turnover,
        zh=f"产品要求年营业收入不低于{least.zh}。",
        en=f"A yearly turnover of at least {least.en} is asked for.",
    )


UNSECURED = "unsecured"
COLLATERAL = {
    UNSECURED: Sentence("信用", "none (on credit)"),
    "property": Sentence("不动产抵押", "land or buildings"),
    "equipment": Sentence("设备抵押", "equipment"),
    "receivables": Sentence("应收账款质押", "receivables"),
    "stock": Sentence("存货质押", "stock"),
    "patents": Sentence("知识产权质押", "patents and trademarks"),
    "guarantee": Sentence("保证担保", "a guarantee"),
    "orders": Sentence("订单", "orders"),
}
PURPOSES = {
    "working_capital": Sentence("流动资金", "working capital"),
    "equipment": Sentence("设备购置", "equipment"),
    "construction": Sentence("厂房建设", "buildings"),
    "research": Sentence("研发", "research"),
    "orders": Sentence("订单生产", "producing an order"),
    "export": Sentence("出口", "export"),
    "other": Sentence("其他", "other"),
}
