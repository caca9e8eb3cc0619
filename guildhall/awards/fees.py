"""Where a call's text speaks of money that entrants would pay. Pure: text in, passages out.

Nobody pays for taking part in an award, before or after. A text may say so; a passage that denies a fee is none.
"""

import re

FEE = re.compile(
    r"收费|费用|评审费|评选费|参评费|参评费用|报名费|申报费|会务费|证书费|工本费|赞助费|赞助|缴费|缴纳|付款|汇款|转账|元/|万元/"
    r"|\bfees?\b|\bcharged?\b|\bpayments?\b|\bsponsorship\b|\bpay\b|\bpaid\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"(?:不|无|无需|免|免收|没有|未|禁止|严禁|不得|概不)[^。；;！!？?\n]{0,12}$"
    r"|\b(?:no|not|never|without|free of|nor|neither|nobody|nothing)\b[^.;!?\n]{0,40}$",
    re.IGNORECASE,
)
AROUND = 12


def fee_passages(text: str) -> list[str]:
    """The passages that speak of money entrants would pay, each with a few characters around it; empty when none."""
    found = []
    for match in FEE.finditer(text):
        if DENIED.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        start, end = max(0, match.start() - AROUND), match.end() + AROUND
        found.append(" ".join(text[start:end].split()))
    return list(dict.fromkeys(found))
