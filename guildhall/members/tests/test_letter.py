"""A unit names its representative by letter: handed in, checked, accepted or refused."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guildhall.accounts.powers import Power
from guildhall.audit.models import AuditEntry
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.members import actions, queries
from guildhall.members.actions import Named
from guildhall.members.models import RepresentativeLetter
from guildhall.members.tests.make import (
    make_body,
    make_letter,
    make_member,
    make_organization,
    make_person,
    make_user,
    make_user_with_powers,
)
from guildhall.notices.models import Notice
from guildhall.registry.models import Representation
from guildhall.registry.queries import roster, today_in
from guildhall.registry.tests.make import make_representation, make_seat

pytestmark = pytest.mark.django_db
YESTERDAY = timedelta(days=1)


@dataclass
class Scene:
    """A unit with two seats, the one who represents it, and the secretary."""

    def __post_init__(self) -> None:
        self.body = make_body()
        self.association = self.body.association
        self.member = make_member(self.association)
        self.unit = self.member.organization
        self.secretary = make_user_with_powers(self.association, Power.MANAGE)
        self.user = make_user()
        self.wang = make_person(
            self.association,
            organization=self.unit,
            user=self.user,
            name_zh="王守成",
            email="wang@example.org",
        )
        self.seats = [
            make_seat(self.body, organization=self.unit),
            make_seat(make_body(self.association), organization=self.unit),
        ]
        for seat in self.seats:
            make_representation(seat, self.wang, from_on=date(2020, 1, 1))
        self.today = today_in(self.association)

    def submit(self, representative: Named | None = None, **details: Any) -> RepresentativeLetter:
        given = {"from_on": self.today, "file_name": "letter.txt", "content": b"letter", "actor": self.user}
        named = representative or Named(name="李新", email="li@example.org")
        return actions.submit_representative_letter(self.member, representative=named, **given | details)

    def sitting(self, on: date) -> list[str]:
        return [line.person.name_zh for line in roster(self.body, on) if line.person]


@pytest.fixture
def scene():
    return Scene()


def refusal_of(scene, *args, **details):
    with pytest.raises(RuleError) as refusal:
        scene.submit(*args, **details)
    return refusal.value.code


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_letter_is_handed_in_accepted_and_changes_every_seat_from_its_day(client, scene, way):
    day = scene.today + timedelta(days=10)
    zhao = make_person(scene.association, organization=scene.unit, name_zh="赵替")
    args = [scene.association.slug, scene.member.pk]
    data = {
        "name": "李新",
        "email": "li@example.org",
        "from_on": day.isoformat(),
        "others": "钱备，13900000000",
    }
    data |= {"stand_ins": [zhao.pk]} if way == "page" else {"stand_in_ids": [str(zhao.pk)]}
    data["file"] = SimpleUploadedFile("来函.txt", "更换代表".encode())
    name = "members:submit_representative_letter" if way == "page" else "api-1:submit_representative_letter"
    client.force_login(scene.user)

    assert client.post(reverse(name, args=args), data).status_code in (201, 302)

    letter = RepresentativeLetter.objects.get()
    assert scene.sitting(day) == ["王守成"]
    assert Notice.objects.filter(user=scene.secretary, kind="letter.arrived").count() == 1
    client.force_login(scene.secretary)
    space = "members" if way == "page" else "api-1"
    assert client.get(reverse(f"{space}:representative_letter", args=[args[0], letter.pk])).status_code == 200
    accept = reverse(f"{space}:accept_representative_letter", args=[args[0], letter.pk])
    if way == "page":
        assert client.get(accept).content.decode().count("王守成") == 2
    assert client.post(accept).status_code in (200, 302)
    assert (scene.sitting(day - YESTERDAY), scene.sitting(day)) == (["王守成"], ["李新"])
    assert Representation.objects.filter(person__name_zh="李新", person__organization=scene.unit).count() == 2
    assert [one.name for one in queries.stand_ins_of(scene.member, day)] == ["赵替", "钱备"]
    assert queries.stand_ins_of(scene.member, day - YESTERDAY) == []
    assert zhao.pk in queries.named_stand_ins(scene.unit.pk, day)
    told = Notice.objects.filter(kind="members")
    assert {"li@example.org", "wang@example.org"} <= set(told.values_list("email", flat=True))
    assert AuditEntry.objects.filter(action="representative_letter.accepted").count() == 1


@pytest.mark.parametrize("way", ["page", "api"])
def test_a_refused_letter_changes_nothing_and_the_unit_is_told_why(client, scene, way):
    letter = scene.submit()
    space = "members" if way == "page" else "api-1"
    refuse = reverse(f"{space}:refuse_representative_letter", args=[scene.association.slug, letter.pk])
    client.force_login(scene.secretary)

    answer = client.post(
        refuse, {"reason": "无公章"}, **({} if way == "page" else {"content_type": "application/json"})
    )

    assert answer.status_code in (200, 302)
    assert scene.sitting(scene.today) == ["王守成"]
    assert "无公章" in Notice.objects.get(user=scene.user).text_zh
    with pytest.raises(RuleError) as refusal:
        actions.accept_representative_letter(letter, actor=scene.secretary)
    assert refusal.value.code == "already_decided"


def test_bad_letters_are_refused_with_their_reason(scene):
    other = make_representation(make_seat(scene.body)).person
    other.email = "taken@example.org"
    other.save()

    assert refusal_of(scene, file_name="", content=b"") == "letter_missing"
    assert refusal_of(scene, from_on=scene.today - YESTERDAY) == "day_passed"
    assert refusal_of(scene, Named(other)) == "other_unit"
    assert refusal_of(scene, Named(name="新人", email="taken@example.org")) == "represents_another"
    assert refusal_of(scene, Named(name=" ")) == "nobody_named"
    assert refusal_of(scene, Named(scene.wang)) == "already_represents"
    assert refusal_of(scene, stand_ins=[Named(name="李新")]) == "named_twice"
    assert refusal_of(scene, Named(name="新人", email="no mail")) == "no_mail_address"
    assert refusal_of(scene, stand_ins=[Named(name=f"替补{n}") for n in range(6)]) == "too_many_stand_ins"
    assert not RepresentativeLetter.objects.exists()
    scene.submit()
    assert refusal_of(scene) == "one_waiting"


def test_a_person_of_the_unit_who_sits_for_another_is_refused_now_and_when_it_happens_meanwhile(scene):
    li = make_person(scene.association, organization=scene.unit, name_zh="李新")
    letter = scene.submit(Named(li))
    make_representation(make_seat(scene.body), li)

    with pytest.raises(RuleError) as refusal:
        actions.accept_representative_letter(letter, actor=scene.secretary)

    assert refusal.value.code == "represents_another"
    assert scene.sitting(scene.today)[0] == "王守成"
    actions.refuse_representative_letter(letter, reason="兼任", actor=scene.secretary)
    assert refusal_of(scene, Named(li)) == "represents_another"


def test_only_the_units_own_people_hand_in_and_only_the_secretariat_decides(client, scene):
    stranger = make_user_with_powers(scene.association)
    for who in (stranger, scene.secretary):
        with pytest.raises(NotAllowedError):
            scene.submit(actor=who)
    letter = make_letter(scene.member)
    with pytest.raises(NotAllowedError):
        actions.accept_representative_letter(letter, actor=scene.user)
    client.force_login(stranger)
    assert client.get(f"/a/{scene.association.slug}/representative-letters/{letter.pk}/").status_code == 404
    submit = f"/a/{scene.association.slug}/my-membership/{scene.member.pk}/representative/"
    assert client.get(submit).status_code == 404


def test_a_letter_about_stand_ins_only_leaves_the_representative_and_one_seat_leaves_the_others(scene):
    first = scene.submit(Named(scene.wang), stand_ins=[Named(name="赵替")])
    actions.accept_representative_letter(first, actor=scene.secretary)
    assert Representation.objects.filter(to_on__isnull=False).count() == 0

    second = scene.submit(seat=scene.seats[1])
    actions.accept_representative_letter(second, actor=scene.secretary)

    assert scene.sitting(scene.today) == ["王守成"]
    assert Representation.objects.get(seat=scene.seats[1], to_on__isnull=True).person.name_zh == "李新"


def test_a_unit_without_a_seat_has_nothing_to_name(scene):
    scene.member = make_member(scene.association, organization=make_organization(scene.association))
    make_person(organization=scene.member.organization, user=(someone := make_user()))

    assert refusal_of(scene, actor=someone) == "no_seat"
