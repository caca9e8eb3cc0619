import pytest
from django.core import mail
from django.urls import reverse

from guildhall.audit.models import AuditEntry
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.founding import actions
from guildhall.founding.mails import mail_to_first_member
from guildhall.founding.models import FirstMember, Founding
from guildhall.founding.queries import code_of, way_of
from guildhall.founding.tests.make import make_begun, make_first_member, make_organization, make_user
from guildhall.jobs.models import Job
from guildhall.registry.models import Organization, Person

pytestmark = pytest.mark.django_db
State = FirstMember.State


@pytest.fixture
def founder():
    return make_user()


@pytest.fixture
def founding(founder):
    return make_begun(founder)


def states(founding):
    return dict(FirstMember.objects.filter(founding=founding).values_list("organization__name_zh", "state"))


def test_a_pasted_list_becomes_units_and_representatives(founding, founder):
    known = make_organization(founding.association, name_zh="湘西钢构有限公司", name_en="")

    added = actions.list_first_members(
        founding, text="湘西钢构有限公司;张三;z@example.org\nWest Panels;Li Si", actor=founder
    )

    assert {first.organization.name_zh or first.organization.name_en for first in added} == {
        "湘西钢构有限公司",
        "West Panels",
    }
    assert Organization.objects.filter(association=founding.association, pk=known.pk).exists()
    assert Person.objects.get(name_zh="张三").organization_id == known.pk
    assert AuditEntry.objects.filter(action="first_members.listed").count() == 1


def test_a_unit_on_the_list_stays_as_it_is(founding, founder):
    actions.list_first_members(founding, text="甲厂;张三", actor=founder)
    FirstMember.objects.update(state=State.CONFIRMED)

    assert (
        actions.list_first_members(founding, text="甲厂;李四\n乙厂", actor=founder)[0].organization.name
        == "乙厂"
    )
    assert states(founding) == {"甲厂": State.CONFIRMED, "乙厂": State.LISTED}


def test_a_line_that_cannot_be_read_adds_nothing(founding, founder):
    with pytest.raises(RuleError) as refused:
        actions.list_first_members(founding, text="甲厂\n乙厂;x@", actor=founder)

    assert refused.value.code == "list_unreadable"
    assert not FirstMember.objects.exists()
    assert not Organization.objects.filter(association=founding.association).exists()


def test_the_whole_directory_is_listed_without_government(founding, founder):
    make_organization(founding.association, name_zh="甲厂")
    make_organization(founding.association, name_zh="住建局", kind=Organization.Kind.GOVERNMENT)

    assert actions.list_known_units(founding, actor=founder) == 1
    assert actions.list_known_units(founding, actor=founder) == 0
    assert states(founding) == {"甲厂": State.LISTED}


def test_each_unit_is_asked_once_by_a_link_of_its_own(founding, founder):
    first, second = make_first_member(founding), make_first_member(founding)
    make_first_member(founding, representative=None)

    assert actions.ask_first_members(founding, actor=founder) == 2
    assert actions.ask_first_members(founding, actor=founder) == 0
    assert Job.objects.filter(task="founding.mail_first_member").count() == 2
    mail_to_first_member(first)
    assert code_of(first) in mail.outbox[0].body
    assert code_of(second) not in mail.outbox[0].body


def test_a_unit_answers_by_its_link_and_may_change_its_mind(founding, client):
    first = make_first_member(founding, state=State.INVITED)
    path = reverse(
        "founding_answer:answer_first_member", args=[founding.association.slug, first.pk, code_of(first)]
    )

    assert founding.association.name in client.get(path).content.decode()
    client.post(path, {"takes_part": "no"})
    first.refresh_from_db()
    assert first.state == State.DECLINED
    client.post(f"/api/v1{path[:-1]}", {"takes_part": True}, content_type="application/json")
    first.refresh_from_db()
    assert (first.state, first.answered_by) == (State.CONFIRMED, None)


def test_a_link_of_another_unit_answers_nothing(founding, client):
    first, other = make_first_member(founding), make_first_member(founding)
    path = f"/p/{founding.association.slug}/founding/{first.pk}/{code_of(other)}"

    assert client.post(f"{path}/", {"takes_part": "yes"}).status_code == 404
    assert client.get(f"/api/v1{path}").status_code == 404
    with pytest.raises(NotAllowedError):
        actions.answer_first_member(first, takes_part=True, code=code_of(other), actor=None)


def test_who_confirmed_is_not_struck_off(founding, founder):
    first = make_first_member(founding, state=State.CONFIRMED)

    with pytest.raises(RuleError) as refused:
        actions.strike_first_member(first, actor=founder)
    assert refused.value.code == "has_confirmed"
    actions.answer_first_member(first, takes_part=False, actor=founder)
    actions.strike_first_member(first, actor=founder)
    assert not FirstMember.objects.exists()


def test_once_it_is_given_up_nobody_answers(founding, founder, client):
    first = make_first_member(founding)
    actions.abandon_founding(founding, reason="响应单位不足", actor=founder)
    founding.refresh_from_db()
    assert founding.state == Founding.State.ABANDONED
    first = FirstMember.objects.get()
    with pytest.raises(RuleError) as refused:
        actions.answer_first_member(first, takes_part=True, code=code_of(first), actor=None)
    assert refused.value.code == "not_preparing"


def test_the_way_is_told_with_a_fixed_number_of_queries(founding, founder, django_assert_max_num_queries):
    for _unit in range(3):
        make_first_member(founding, state=State.CONFIRMED)

    with django_assert_max_num_queries(10):
        way = way_of(founding, viewer=founder)
    assert way.answers_text == "共3个单位，3个参加，0个不参加"
