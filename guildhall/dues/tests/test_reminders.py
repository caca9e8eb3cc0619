from datetime import timedelta

import pytest
from django.utils import timezone

from guildhall.core.errors import InvalidError, NotAllowedError, RuleError
from guildhall.dues import actions
from guildhall.dues.models import DuesNotice, Reminder
from guildhall.dues.tests.make import (
    DUE,
    make_association,
    make_member,
    make_notice,
    make_person,
    make_step,
    make_tier,
    make_waiver,
)
from guildhall.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice(association, tier):
    """Sent, and due on DUE."""
    member = make_member(tier=tier)
    make_person(organization=member.organization, email="finance@example.org")
    booked = make_notice(member=member)
    DuesNotice.objects.filter(pk=booked.pk).update(sent_at=timezone.now())
    return booked


def after(days):
    return DUE + timedelta(days=days)


def test_each_step_is_sent_once_in_both_languages(association, notice, lines):
    make_step(association, days=10)
    make_step(
        association, days=30, text_zh="最后一次催缴：{number}，逾期{days}天。", text_en="Last: {days} days."
    )

    assert actions.send_dues_reminders(association, on=after(9)) == 0
    assert actions.send_dues_reminders(association, on=after(10)) == 1
    assert actions.send_dues_reminders(association, on=after(10)) == 0
    assert actions.send_dues_reminders(association, on=after(31)) == 1

    first, last = Notice.objects.order_by("id")
    assert "尚欠5,000.00元" in first.text_zh
    assert "¥5,000.00 is open" in first.text_en
    assert f"{notice.number}，逾期31天" in last.text_zh
    assert lines()[-2:] == ["dues_notice.reminded", "dues_notice.reminded"]


def test_a_missed_day_is_made_up_and_several_missed_steps_are_one_reminder(association, notice):
    for days in (10, 20, 30):
        make_step(association, days=days)

    assert actions.send_dues_reminders(association, on=after(45)) == 1
    assert actions.send_dues_reminders(association, on=after(46)) == 0
    assert Reminder.objects.get().step.days == 30


def test_a_tier_with_a_step_of_its_own_reads_that(association, tier, notice):
    make_step(association, days=10)
    make_step(association, days=10, tier=tier, text_zh="致贵级别")
    make_step(association, days=10, tier=make_tier(association), text_zh="致其他级别")

    actions.send_dues_reminders(association, on=after(10))

    assert Notice.objects.get().text_zh.startswith("致贵级别")


def test_who_owes_nothing_is_not_reminded(association, notice):
    make_step(association, days=10)
    make_waiver(notice, amount=notice.amount, is_approved=True)

    assert actions.send_dues_reminders(association, on=after(20)) == 0


def test_cancelled_and_unsent_notices_steps_out_of_use_and_records_are_left_alone(association, notice):
    step = make_step(association, days=10, is_active=False)
    assert actions.send_dues_reminders(association, on=after(20)) == 0
    step.is_active = True
    step.save()
    DuesNotice.objects.filter(pk=notice.pk).update(sent_at=None)
    assert actions.send_dues_reminders(association, on=after(20)) == 0
    DuesNotice.objects.filter(pk=notice.pk).update(sent_at=timezone.now(), cancelled_at=timezone.now())
    assert actions.send_dues_reminders(association, on=after(20)) == 0
    assert actions.send_dues_reminders(make_association(is_record=True, source="公开报道"), on=after(20)) == 0


def test_steps_are_set_by_who_keeps_the_money(association, treasurer, reader, lines):
    step = actions.add_reminder_step(association, days=-7, text_zh="{name}即将到期", actor=treasurer)
    actions.change_reminder_step(step, version=1, days=-5, is_active=False, actor=treasurer)

    step.refresh_from_db()
    assert (step.days, step.is_active, step.text_zh) == (-5, False, "{name}即将到期")
    assert lines() == ["reminder_step.added", "reminder_step.changed"]
    with pytest.raises(NotAllowedError):
        actions.add_reminder_step(association, days=1, text_zh="x", actor=reader)
    with pytest.raises(RuleError) as refusal:
        actions.change_reminder_step(step, version=1, days=1, actor=treasurer)
    assert refusal.value.code == "changed_meanwhile"


def test_words_are_needed_and_every_place_in_them_known(association, treasurer):
    for details, code in (({"text_zh": " "}, "text_missing"), ({"text_zh": "{owner}"}, "unknown_place")):
        with pytest.raises(InvalidError) as refusal:
            actions.add_reminder_step(association, days=1, **details, actor=treasurer)
        assert refusal.value.code == code


def test_a_day_has_one_step_a_tier(association, treasurer):
    make_step(association, days=10)

    with pytest.raises(RuleError) as refusal:
        actions.add_reminder_step(association, days=10, text_zh="再次", actor=treasurer)

    assert refusal.value.code == "step_taken"
