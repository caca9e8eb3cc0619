"""Every act of the record has words, in both languages; on the page and in the API they are the same."""

import ast

import pytest
from django.test import Client
from django.utils.translation import override

from guildhall.accounts.powers import Power
from guildhall.audit.actions import record
from guildhall.audit.acts import label_of, name_acts, named_acts
from guildhall.registry.tests.make import make_association, make_user_with_powers
from tests.house import PACKAGE

CHINESE = range(0x4E00, 0xA000)


def codes(node: ast.expr) -> list[str]:
    """The code or codes written out as the first argument of ``record``."""
    if isinstance(node, ast.IfExp):
        return codes(node.body) + codes(node.orelse)
    assert isinstance(node, ast.Constant), f"write the code out: {ast.unparse(node)}"
    return [str(node.value)]


def recorded() -> set[str]:
    found: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        if "tests" in file.parts:
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("record", "record_all"):
                found.update(codes(node.args[0]))
    return found


def test_every_act_that_is_recorded_has_words_and_no_other():
    named = {code for acts in named_acts() for code in acts.labels}
    assert len(named) > 100
    assert recorded() == named


def test_no_two_acts_are_called_the_same():
    for language in ("en", "zh-hans"):
        with override(language):
            words = [str(label) for acts in named_acts() for label in acts.labels.values()]
        assert sorted(words) == sorted(set(words))


def test_every_act_has_chinese_words():
    with override("zh-hans"):
        words = [str(label) for acts in named_acts() for label in acts.labels.values()]
    assert [word for word in words if ord(word[0]) not in CHINESE] == []


def test_an_act_is_not_named_twice():
    with pytest.raises(ValueError, match=r"meeting\.opened"):
        name_acts("Elsewhere", {"meeting.opened": "Opened"})


def test_a_code_that_nobody_names_any_more_is_shown_as_it_is():
    assert label_of("thing.forgotten") == "thing.forgotten"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "changed", "founded"),
    [("zh-hans", "修改协会信息", "设立机构"), ("en", "Association details changed", "Body founded")],
)
def test_the_record_is_read_and_chosen_by_words(language, changed, founded):
    association = make_association()
    viewer = make_user_with_powers(association, Power.OVERSEE)
    record("association.changed", actor=viewer, subject=association)
    record("body.founded", actor=viewer, subject=association)
    browser = Client(headers={"accept-language": language})
    browser.force_login(viewer)
    page = browser.get(f"/a/{association.slug}/record/", {"act": "body.founded"}).content.decode()
    rows = page.partition("<tbody>")[2]
    assert founded in rows
    assert changed not in rows
    assert f">{changed}<" in "".join(page.partition("<tbody>")[0].split("\n")).replace("  ", "")
    answer = browser.get(f"/api/v1/a/{association.slug}/record", {"act": "body.founded"}).json()
    assert {(line["action"], line["action_label"]) for line in answer["items"]} == {("body.founded", founded)}
