from datetime import timedelta

import pytest

from guildhall.accounts.models import User
from guildhall.audit.models import AuditEntry
from guildhall.commitments.actions import sign_letter
from guildhall.commitments.models import Letter
from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.experts import actions, queries
from guildhall.experts.models import Expert
from guildhall.experts.tests.make import (
    make_appointment,
    make_association,
    make_expert,
    make_expert_class,
    make_keeper,
    make_person,
    make_signatory,
    make_term,
    make_user_with_powers,
)
from guildhall.notices.models import Notice
from guildhall.registry.queries import today_in

pytestmark = pytest.mark.django_db


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code


def user_of(person):
    person.user = User.objects.create_user(email=f"{person.pk}@example.org")
    person.save()
    return person.user


@pytest.fixture
def association():
    return make_association()


@pytest.fixture
def keeper(association):
    return make_keeper(association)


def test_an_expert_is_appointed_by_a_letter_that_both_sides_sign_once(association, keeper):
    expert = make_expert(association)
    term = make_term(association)
    made = actions.appoint_expert(expert, term=term, actor=keeper)
    today = today_in(association)

    assert (made.standing_on(today), made.letter.state) == ("offered", Letter.State.OFFERED)
    assert "聘期自" in made.letter.text_zh
    assert queries.appointed_on(association, today).count() == 0
    for party in made.letter.parties.all():
        user = user_of(party.person)
        sign_letter(party, confirmed=True, actor=user)
        with pytest.raises(RuleError):
            sign_letter(party, confirmed=True, actor=user)
    made.refresh_from_db()

    assert made.standing_on(today) == "in_term"
    assert made.letter.document.kind == "appointment"
    assert queries.appointed_on(association, today).get() == expert.person
    assert "appointment.made" in AuditEntry.objects.values_list("action", flat=True)


def test_terms_in_one_class_do_not_overlap_and_others_may(association, keeper):
    expert, term = make_expert(association), make_term(association)
    actions.appoint_expert(expert, term=term, actor=keeper)
    later = make_term(association, from_on=term.to_on, signatory=term.signatory)

    refused("term_overlaps", lambda: actions.appoint_expert(expert, term=later, actor=keeper))
    other = make_expert_class(association, name_zh="专家", name_en="Expert")
    actions.appoint_expert(
        expert, term=make_term(association, expert_class=other, signatory=term.signatory), actor=keeper
    )
    assert expert.appointments.count() == 2


def test_nobody_without_the_post_signs_for_the_association(association, keeper):
    expert = make_expert(association)
    stranger = make_term(association, signatory=make_person(association))
    refused("signatory_without_post", lambda: actions.appoint_expert(expert, term=stranger, actor=keeper))
    own = make_expert(association, person=make_signatory(association))
    refused(
        "signs_own",
        lambda: actions.appoint_expert(own, term=make_term(association, signatory=own.person), actor=keeper),
    )
    member = make_user_with_powers(association)
    with pytest.raises(NotAllowedError):
        actions.appoint_expert(expert, term=make_term(association), actor=member)


def test_a_term_is_renewed_once_and_from_the_day_after(association, keeper):
    held = make_appointment(make_expert(association))
    term = make_term(association, from_on=held.to_on + timedelta(days=1))
    refused(
        "term_overlaps",
        lambda: actions.renew_appointment(
            held, term=make_term(association, from_on=held.to_on), actor=keeper
        ),
    )
    renewed = actions.renew_appointment(held, term=term, actor=keeper)
    assert renewed.renews == held
    further = make_term(association, from_on=term.to_on + timedelta(days=1), signatory=term.signatory)
    refused("renewed", lambda: actions.renew_appointment(held, term=further, actor=keeper))


def test_ending_takes_a_reason_and_revokes_the_letter(association, keeper):
    made = actions.appoint_expert(make_expert(association), term=make_term(association), actor=keeper)
    refused("reason_missing", lambda: actions.end_appointment(made, reason=" ", actor=keeper))
    actions.end_appointment(made, reason="工作变动", actor=keeper)

    made.letter.refresh_from_db()
    assert (made.standing_on(today_in(association)), made.letter.state) == ("ended", "revoked")
    refused("ended", lambda: actions.end_appointment(made, reason="再次", actor=keeper))


def test_who_is_in_term_does_not_leave_the_pool(association, keeper):
    held = make_appointment(make_expert(association))
    refused("in_term", lambda: actions.retire_expert(held.expert, reason="退休", actor=keeper))
    actions.end_appointment(held, reason="退休", actor=keeper)
    actions.retire_expert(held.expert, reason="退休", actor=keeper)
    refused("retired", lambda: actions.appoint_expert(held.expert, term=make_term(association), actor=keeper))

    back = actions.add_expert(association, person=held.expert.person, fields_zh="齿轮", actor=keeper)
    assert (back.pk, back.retired_on, Expert.objects.count()) == (held.expert_id, None, 1)
    refused(
        "expert_known",
        lambda: actions.add_expert(association, person=back.person, fields_zh="齿轮", actor=keeper),
    )


def test_the_slower_of_two_is_told(association, keeper):
    expert = make_expert(association)
    actions.change_expert(expert, version=1, fields_zh="齿轮", actor=keeper)
    refused(
        "changed_meanwhile", lambda: actions.change_expert(expert, version=1, fields_zh="泵", actor=keeper)
    )
    refused(
        "fields_missing",
        lambda: actions.change_expert(expert, version=2, fields_zh="", fields_en=" ", actor=keeper),
    )


def test_a_term_that_ends_is_warned_of_once_for_each_step(association, keeper):
    today = today_in(association)
    expert = make_expert(association, person=make_person(association, email="expert@example.org"))
    held = make_appointment(expert, to_on=today + timedelta(days=80))

    assert actions.send_term_warnings(association, on=today) == 2
    assert actions.send_term_warnings(association, on=today) == 0
    assert actions.send_term_warnings(association, on=today + timedelta(days=55)) == 1
    assert Notice.objects.filter(key__startswith=f"experts.term_ends:{held.pk}:30").count() == 1
    make_appointment(
        expert, from_on=held.to_on + timedelta(days=1), to_on=held.to_on + timedelta(days=90), renews=held
    )
    assert not queries.terms_ending(association, on=today, within=90).exists()
