"""What the pages accept. Rules are checked by the actions; here is only the shape."""

from guildhall.registry.forms.association import ChangeAssociationForm, FoundAssociationForm
from guildhall.registry.forms.body import (
    BodyForm,
    ChangeBodyForm,
    ChangeSeatForm,
    EndBodyForm,
    RepresentativeForm,
    SeatForm,
)
from guildhall.registry.forms.charter import CharterForm, RuleForm, TakeOutRuleForm
from guildhall.registry.forms.fields import LastDayForm
from guildhall.registry.forms.organization import ChangeOrganizationForm, OrganizationForm
from guildhall.registry.forms.person import AcceptSignInForm, ChangePersonForm, PersonForm
from guildhall.registry.forms.post import (
    AppointForm,
    ChangePostForm,
    ChangeTenureForm,
    EndTenureForm,
    PostForm,
)

__all__ = [
    "AcceptSignInForm",
    "AppointForm",
    "BodyForm",
    "ChangeAssociationForm",
    "ChangeBodyForm",
    "ChangeOrganizationForm",
    "ChangePersonForm",
    "ChangePostForm",
    "ChangeSeatForm",
    "ChangeTenureForm",
    "CharterForm",
    "EndBodyForm",
    "EndTenureForm",
    "FoundAssociationForm",
    "LastDayForm",
    "OrganizationForm",
    "PersonForm",
    "PostForm",
    "RepresentativeForm",
    "RuleForm",
    "SeatForm",
    "TakeOutRuleForm",
]
