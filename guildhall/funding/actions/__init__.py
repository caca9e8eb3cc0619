from guildhall.funding.actions.case import accept_case, decline_case, move_case, propose_case
from guildhall.funding.actions.look import Looked, look_at_item
from guildhall.funding.actions.release import (
    drop_firm_record,
    keep_firm_record,
    release_data,
    revoke_release,
    set_funding_rules,
)
from guildhall.funding.actions.terms import (
    NeedFigures,
    ProductFigures,
    ask_funding,
    change_funding_need,
    change_product,
    offer_product,
)

__all__ = [
    "Looked",
    "NeedFigures",
    "ProductFigures",
    "accept_case",
    "ask_funding",
    "change_funding_need",
    "change_product",
    "decline_case",
    "drop_firm_record",
    "keep_firm_record",
    "look_at_item",
    "move_case",
    "offer_product",
    "propose_case",
    "release_data",
    "revoke_release",
    "set_funding_rules",
]
