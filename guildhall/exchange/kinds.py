"""Which details an offer or need of each kind has. Pure: words in, words out."""

QUANTITIES = ("quantity", "unit")
DETAILS: dict[str, tuple[str, ...]] = {
    "product": (*QUANTITIES, "certificates", "segment", "industry_class"),
    "capacity": (*QUANTITIES, "certificates", "segment", "industry_class"),
    "equipment": (*QUANTITIES, "segment", "industry_class"),
    "technology": ("certificates", "segment", "industry_class"),
    "expert": ("certificates", "segment"),
    "logistics": (*QUANTITIES, "certificates", "segment"),
    "finance": QUANTITIES,
    "talent": (*QUANTITIES, "certificates"),
    "research": ("segment", "industry_class"),
}
ALL = ("quantity", "unit", "certificates", "segment", "industry_class")


def kinds_with(field: str) -> list[str]:
    """The kinds that have this detail."""
    return [kind for kind, fields in DETAILS.items() if field in fields]


def details_without(kind: str) -> list[str]:
    """The details that a listing of this kind does not have."""
    return [field for field in ALL if field not in DETAILS.get(kind, ALL)]
