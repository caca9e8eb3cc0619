from guildhall.funding.queries.case import (
    CaseSeen,
    case_acts,
    cases_visible_to,
    seen_cases,
)
from guildhall.funding.queries.figures import Funnel, FunnelStep, funnel
from guildhall.funding.queries.items import Contents, Line, contents_of
from guildhall.funding.queries.release import (
    banks_of,
    firm_records,
    longest_days,
    looks_at,
    refusal_of,
    release_acts,
    releases_visible_to,
)
from guildhall.funding.queries.terms import (
    NeedSeen,
    Offered,
    knows_firm,
    live_products,
    needs_visible_to,
    offers_for,
    own_needs,
    products_visible_to,
    seen_needs,
)

__all__ = [
    "CaseSeen",
    "Contents",
    "Funnel",
    "FunnelStep",
    "Line",
    "NeedSeen",
    "Offered",
    "banks_of",
    "case_acts",
    "cases_visible_to",
    "contents_of",
    "firm_records",
    "funnel",
    "knows_firm",
    "live_products",
    "longest_days",
    "looks_at",
    "needs_visible_to",
    "offers_for",
    "own_needs",
    "products_visible_to",
    "refusal_of",
    "release_acts",
    "releases_visible_to",
    "seen_cases",
    "seen_needs",
]
