import pytest

from guildhall.core.errors import NotAllowedError, RuleError
from guildhall.finance import actions
from guildhall.finance.models import Budget, SpendingRules
from guildhall.finance.tests.make import LINES, TABLE, make_budget
from guildhall.registry.tests.make import make_body

pytestmark = pytest.mark.django_db


def refused(code, act):
    with pytest.raises(RuleError) as refusal:
        act()
    assert refusal.value.code == code
    return refusal.value


def test_a_budget_is_drafted_and_submitted_by_the_branch_and_approved_above(
    branch, secretary, treasurer, lines
):
    budget = actions.draft_budget(branch, year=2026, actor=secretary)
    actions.set_budget_lines(budget, lines=LINES, version=1, actor=secretary)
    actions.submit_budget(budget, actor=secretary)
    actions.approve_budget(budget, actor=treasurer)

    assert (budget.state, budget.lines.count()) == (Budget.State.APPROVED, 3)
    assert lines() == ["budget.drafted", "budget.lines_set", "budget.submitted", "budget.approved"]


def test_the_branch_itself_approves_nothing(branch, secretary, head):
    budget = make_budget(branch, state="submitted")

    for actor in (secretary, head):
        with pytest.raises(NotAllowedError):
            actions.approve_budget(budget, actor=actor)


def test_where_the_rules_ask_for_a_resolution_its_number_is_needed(branch, treasurer):
    SpendingRules.objects.update(budget_needs_resolution=True)
    budget = make_budget(branch, state="submitted")
    refused("resolution_needed", lambda: actions.approve_budget(budget, actor=treasurer))

    assert actions.approve_budget(budget, resolution="会决7号", actor=treasurer).resolution == "会决7号"


def test_who_submitted_does_not_approve(branch, treasurer):
    budget = make_budget(branch, state="draft")
    actions.submit_budget(budget, actor=treasurer)

    refused("second_person_needed", lambda: actions.approve_budget(budget, actor=treasurer))


def test_what_was_sent_back_is_changed_and_submitted_again(branch, secretary, treasurer):
    budget = make_budget(branch, state="submitted")
    refused(
        "not_a_draft",
        lambda: actions.set_budget_lines(budget, lines=LINES, version=1, actor=secretary),
    )
    actions.return_budget(budget, reason="差旅过高", actor=treasurer)
    actions.set_budget_lines(budget, lines=LINES[:1], version=budget.version, actor=secretary)
    actions.submit_budget(budget, actor=secretary)

    assert (budget.state, budget.answer, budget.lines.count()) == ("submitted", "", 1)


def test_the_slower_of_two_is_told(branch, secretary):
    budget = make_budget(branch, state="draft")
    actions.set_budget_lines(budget, lines=LINES, version=1, actor=secretary)

    refused(
        "changed_meanwhile",
        lambda: actions.set_budget_lines(budget, lines=(), version=1, actor=secretary),
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (actions.Line("420101", 5), "no_such_category"),
        (actions.Line("4301", 0), "no_amount"),
        (actions.Line("4301", -1), "no_amount"),
    ],
)
def test_a_line_of_nothing_or_of_dues_is_refused(branch, secretary, line, code):
    budget = make_budget(branch, state="draft")

    refused(code, lambda: actions.set_budget_lines(budget, lines=[line], version=1, actor=secretary))
    assert budget.lines.count() == 3


def test_one_budget_a_year_of_units_only(branch, secretary, treasurer):
    actions.draft_budget(branch, year=2026, actor=secretary)
    refused("budget_known", lambda: actions.draft_budget(branch, year=2026, actor=secretary))
    refused("no_such_year", lambda: actions.draft_budget(branch, year=2999, actor=secretary))
    council = make_body(branch.association)
    refused("no_unit", lambda: actions.draft_budget(council, year=2026, actor=treasurer))
    empty = actions.draft_budget(branch, year=2025, actor=secretary)
    refused("budget_empty", lambda: actions.submit_budget(empty, actor=secretary))


def test_lines_come_out_of_a_spreadsheet_or_nothing_changes(branch, secretary):
    budget = make_budget(branch, state="draft")
    faulty = "类别,用途,金额\n会议与活动,年会,3000\n飞行,,5\n".encode()
    refusal = refused(
        "no_such_category",
        lambda: actions.import_budget_lines(
            budget, name="预算.csv", content=faulty, version=1, actor=secretary
        ),
    )
    assert "第3行" in str(refusal.message)
    assert budget.lines.count() == 3

    actions.import_budget_lines(budget, name="预算.csv", content=TABLE, version=1, actor=secretary)
    found = list(budget.lines.values_list("category", "text_zh", "amount"))
    assert found == [("4301", "培训", 500_000), ("510101", "年会", 300_000)]
