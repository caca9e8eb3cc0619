"""The words for what this room writes into the record."""

from django.utils.translation import gettext_lazy as _

from guildhall.audit.acts import name_acts

name_acts(
    _("Registry"),
    {
        "association.founded": _("Association founded"),
        "association.changed": _("Association details changed"),
        "association.rescued": _("Association rescued from the command line"),
        "charter.adopted": _("Charter rules adopted"),
        "body.founded": _("Body founded"),
        "body.changed": _("Body changed"),
        "body.ended": _("Body ended"),
        "organization.added": _("Organization added"),
        "organization.changed": _("Organization changed"),
        "organization.retired": _("Organization retired"),
        "organization.restored": _("Organization restored"),
        "person.added": _("Person added"),
        "person.changed": _("Person changed"),
        "person.invited_to_sign_in": _("Person invited to sign in"),
        "person.signed_in": _("Invitation to sign in accepted"),
        "post.created": _("Post created"),
        "post.changed": _("Post changed"),
        "tenure.begun": _("Tenure begun"),
        "tenure.changed": _("Tenure changed"),
        "tenure.ended": _("Tenure ended"),
        "term.begun": _("Term of a post begun"),
        "seat.given": _("Seat given"),
        "seat.changed": _("Seat changed"),
        "seat.withdrawn": _("Seat withdrawn"),
        "representative.named": _("Representative named"),
    },
)
