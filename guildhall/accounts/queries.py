from guildhall.accounts.models import Association, AssociationQuerySet, User


def association_by_slug(slug: str) -> Association | None:
    return Association.objects.filter(slug=slug).first()


def associations_of(user: User) -> AssociationQuerySet:
    """The associations in which the person is known, by name."""
    return Association.objects.filter(pk__in=user.people.values("association")).order_by("name_zh", "name_en")
