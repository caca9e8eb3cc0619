"""The endpoints of finance, below ``a/{slug}/``."""

from ninja import Router

from guildhall.finance.api import budget, rules, statement, unit, voucher

routers: list[Router] = [unit.router, budget.router, voucher.router, statement.router, rules.router]
