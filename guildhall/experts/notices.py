"""What people are told about experts' terms."""

from django.urls import reverse

from guildhall.accounts.models import Association
from guildhall.accounts.powers import Power
from guildhall.commitments.printing import spelled
from guildhall.experts.models import Appointment
from guildhall.notices.drafts import Draft, Recipient
from guildhall.registry.models import Person, Tenure, in_force
from guildhall.registry.queries import today_in, top_body

KIND = "experts"


def recipient(person: Person) -> Recipient:
    return Recipient(user=person.user, name=person.name_zh or person.name_en, email=person.email)


def issuers(association: Association) -> list[Person]:
    """Who issues letters for the whole association and can sign in."""
    top = top_body(association)
    posts = [pk for pk, powers in top.posts.order_by().values_list("pk", "powers") if Power.ISSUE in powers]
    held = Tenure.objects.filter(
        in_force(today_in(association)), post__in=posts, person__user__is_active=True
    )
    return list({one.person.pk: one.person for one in held.select_related("person__user")}.values())


def term_ends(appointment: Appointment, *, step: int, left: int) -> list[Draft]:
    """So many days before: to whoever issues letters; with the first step to the expert too, whom the letter itself
    reminds a month before."""
    person = appointment.expert.person
    told = issuers(appointment.association)
    if step > 30 and person.pk not in {one.pk for one in told}:
        told = [*told, person]
    grade_zh = appointment.expert_class.name_zh or appointment.expert_class.name_en
    grade_en = appointment.expert_class.name_en or appointment.expert_class.name_zh
    name_zh, name_en = person.name_zh or person.name_en, person.name_en or person.name_zh
    last_zh, last_en = spelled(appointment.to_on)
    return [
        Draft(
            key=f"experts.term_ends:{appointment.pk}:{step}:{to.pk}",
            kind=KIND,
            subject_zh=f"专家聘期还有{left}天届满：{name_zh}（{grade_zh}）",
            subject_en=f"An expert's term ends in {left} days: {name_en} ({grade_en})",
            text_zh=f"{name_zh}的{grade_zh}聘期至{last_zh}。请在届满前续聘，或到期自然终止。",
            text_en=f"The term of {name_en} as {grade_en} ends on {last_en}. Renew it before, or let it end.",
            link=reverse("experts:expert", args=[appointment.association.slug, appointment.expert_id]),
            to=recipient(to),
        )
        for to in told
    ]
