"""What the pages accept. Rules are checked by the actions; here is only the shape."""

from guildhall.members.forms.tier import EditTierForm, TierForm

__all__ = [
    "EditTierForm",
    "TierForm",
]
