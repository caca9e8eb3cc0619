"""When nobody is left who manages an association: terms run out, and people lose their sign-in."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.core.errors import InvalidError, RuleError
from guildhall.core.requests import forget
from guildhall.registry.models import Body, Person, Post, Tenure
from guildhall.registry.models.rows import in_force
from guildhall.registry.permissions import managers_of
from guildhall.registry.queries import today_in, top_body

DAYS = 30


@transaction.atomic
def rescue_association(association: Association, *, email: str) -> Tenure:
    """For thirty days, whoever signs in with ``email`` holds a post that manages the association.

    For whoever runs the server, at its command line; no page or endpoint leads here, and the record names it.
    Refused while somebody who can sign in still manages the association, for a read-only record, and for an
    address with which nobody signs in.
    """
    if association.is_record:
        raise RuleError(
            _("This is a read-only record of what a source states; it cannot be changed."),
            code="read_only_record",
        )
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise InvalidError(_("Nobody signs in with %(email)s.") % {"email": email}, code="unknown_email")
    top = Body.objects.select_for_update().get(pk=top_body(association).pk)
    today = today_in(association)
    manager = managers_of(top).filter(in_force(today)).select_related("person").first()
    if manager:
        raise RuleError(
            _("%(name)s manages this association. Ask there.") % {"name": manager.person.name},
            code="has_a_manager",
        )
    tenure = Tenure.objects.create(
        association=association,
        post=_post(top),
        person=_person(association, user),
        from_on=today,
        to_on=today + timedelta(days=DAYS),
        reason=_("Rescue by whoever runs this server: nobody managed the association any more"),
    )
    record(
        "association.rescued",
        actor=None,
        subject=association,
        person=tenure.person.name,
        email=user.email,
        to_on=str(tenure.to_on),
    )
    forget()
    return tenure


def _post(top: Body) -> Post:
    """The post for rescues, the same one each time."""
    post = Post.objects.filter(body=top, name_zh="临时管理人").first()
    return post or Post.objects.create(
        association=top.association,
        body=top,
        name_zh="临时管理人",
        name_en="Interim manager",
        powers=[Power.MANAGE.value, Power.READ.value],
        rank=999,
    )


def _person(association: Association, user: User) -> Person:
    """Whom the association knows as this user; where it knows nobody, one of the same mail address, or somebody new."""
    people = Person.objects.of(association)
    known = people.filter(user=user).first() or people.filter(user=None, email__iexact=user.email).first()
    if known is None:
        name = user.name or user.email
        known = Person(association=association, email=user.email)
        setattr(known, "name_en" if name.isascii() else "name_zh", name)
        known.with_keys().save(force_insert=True)
    Person.objects.filter(pk=known.pk).update(user=user)
    known.user = user
    return known
