from guildhall.accounts.http import at_association, find_association

__all__ = ["at_association", "find_association"]
