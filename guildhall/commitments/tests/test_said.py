"""What happened to a plan is told in the reader's language, whoever wrote it in which."""

from importlib import import_module

import pytest
from django.utils.translation import override

from guildhall.commitments import actions
from guildhall.commitments.models import PlanVersion
from guildhall.commitments.tests.make import in_days, make_commitment, make_person, make_plan

pytestmark = pytest.mark.django_db


def said(version):
    told = []
    for language in ("zh-hans", "en"):
        with override(language):
            told.append(PlanVersion.objects.get(pk=version.pk).said)
    return tuple(told)


@pytest.mark.parametrize("writes", ["zh-hans", "en"])
def test_a_moved_deadline_is_told_to_readers_of_both_languages(body, head, writes):
    plan = make_plan(body, state="adopted")
    item = make_commitment(body, plan=plan)
    with override(writes):
        actions.postpone_deadline(item, deadline=in_days(60), reason="展会延期", actor=head)
    assert said(plan.versions.get()) == ("时限调整：展会延期", "Deadline moved: 展会延期")


def test_what_a_plan_took_over_is_told_by_the_title_of_each_language(body, head):
    old = make_plan(body, state="adopted", title_zh="上年度计划", title_en="Last year's plan")
    successor = make_plan(body, state="adopted", title_zh="本年度计划", title_en="This year's plan")
    item = make_commitment(body, plan=old)
    with override("zh-hans"):
        actions.close_plan(old, successor=successor, actor=head)
    assert said(successor.versions.get()) == ("结转自《上年度计划》", "Carried over from “Last year's plan”")
    assert said(old.versions.get()) == ("已关闭", "Closed")
    change = item.changes.get()
    assert (change.old_plan, change.new_plan, change.reason) == (old, successor, "")


def test_the_words_of_a_decision_stand_for_themselves(body, head):
    plan = make_plan(body)
    make_commitment(body, plan=plan, state="draft")
    actions.adopt_plan(plan, note="二届四次理事会通过", actor=head)
    assert said(plan.versions.get()) == ("二届四次理事会通过",) * 2
    assert plan.versions.get().cause == PlanVersion.Cause.ADOPTED


def test_what_a_commitment_follows_from_is_named_in_both_languages(body, secretary):
    origin = make_plan(body, title_zh="审议行动规划", title_en="The programme")
    with override("zh-hans"):
        commitment = actions.draft_commitment(
            association=body.association,
            body=body,
            content_zh="走访六家企业",
            responsible=make_person(body.association),
            origin=origin,
            actor=secretary,
        )
        assert commitment.origin_label == "审议行动规划"
    with override("en"):
        assert commitment.origin_label == "The programme"


@pytest.mark.parametrize(
    ("stored", "cause", "note"),
    [
        ("时限调整: 与秋季展会同期", "postponed", "与秋季展会同期"),
        ("Handed over: New chair: from May", "handed_over", "New chair: from May"),
        ("提交讨论", "discussed", ""),
        ("Closed", "closed", ""),
        ("Closed by the council", "", "Closed by the council"),
        ("二届四次理事会通过", "", "二届四次理事会通过"),
    ],
)
def test_notes_that_were_kept_as_one_text_are_told_apart(stored, cause, note):
    migration = import_module("guildhall.commitments.migrations.0007_told_apart")
    assert migration.cause_of(stored) == (cause, note)
