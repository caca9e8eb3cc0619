import re
from uuid import uuid4

import pytest
from django import forms

from guildhall.accounts.models import User
from guildhall.core.errors import RuleError
from guildhall.core.forms import refusals_shown_in
from guildhall.core.widgets import Lookup, LookupSeveral


class MeetingForm(forms.Form):
    title_zh = forms.CharField(help_text="Both or one")
    title_en = forms.CharField(required=False)
    starts = forms.DateTimeField()
    day = forms.DateField()
    hour = forms.TimeField()
    kind = forms.ChoiceField(choices=[("a", "A")])
    many = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(required=False)


def tag(form: forms.BaseForm, name: str) -> str:
    found = re.search(rf'<(?:input|select|textarea)[^>]*name="{name}"[^>]*>', str(form))
    assert found
    return found[0]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title_zh", 'class="form-control"'),
        ("starts", 'type="datetime-local"'),
        ("day", 'type="date"'),
        ("hour", 'type="time"'),
        ("kind", 'class="form-select"'),
        ("many", 'class="form-check-input"'),
        ("sure", 'class="form-check-input"'),
    ],
)
def test_every_widget_gets_its_look(name, expected) -> None:
    assert expected in tag(MeetingForm(), name)


def test_what_the_browsers_pickers_send_is_understood_and_written_back() -> None:
    form = MeetingForm({"starts": "2026-11-21T09:30", "day": "2026-11-21", "hour": "09:30"})
    assert not {"starts", "day", "hour"} & set(form.errors)
    assert 'value="2026-11-21T09:30"' in tag(
        MeetingForm(initial={"starts": form.cleaned_data["starts"]}), "starts"
    )
    assert 'value="2026-11-21"' in tag(MeetingForm(initial={"day": form.cleaned_data["day"]}), "day")


def test_an_error_is_tied_to_its_field_and_listed_at_the_top() -> None:
    shown = str(MeetingForm({"title_zh": ""}))
    assert 'aria-describedby="id_title_zh_helptext id_title_zh_error"' in shown
    assert 'id="id_title_zh_error"' in shown
    assert '<a href="#id_title_zh">' in shown
    assert 'aria-invalid="true"' in shown


def test_a_refused_rule_is_shown_at_its_field_or_above_the_form() -> None:
    form = MeetingForm({})
    form.full_clean()
    for refusal in (
        RuleError("Too early", code="too_early", details={"field": "starts"}),
        RuleError("Not now", code="not_now"),
    ):
        with refusals_shown_in(form):
            raise refusal
    assert "Too early" in form.errors["starts"]
    assert form.non_field_errors() == ["Not now"]


class PeopleForm(forms.Form):
    one = forms.ModelChoiceField(User.objects.all(), widget=Lookup("/people/"))
    several = forms.ModelMultipleChoiceField(User.objects.all(), widget=LookupSeveral("/people/"))


@pytest.mark.django_db
def test_a_lookup_carries_only_what_is_chosen(django_assert_num_queries) -> None:
    chosen, other, third = (
        User.objects.create_user(f"{name}@example.org") for name in ("li", "wang", "zhao")
    )
    with django_assert_num_queries(2):
        shown = str(PeopleForm(initial={"one": chosen.pk, "several": [chosen.pk, third.pk]}))
    assert 'data-lookup="/people/"' in shown
    assert shown.count("li@example.org") == 2
    assert shown.count("zhao@example.org") == 1
    assert other.email not in shown


@pytest.mark.django_db
def test_a_lookup_accepts_only_rows_of_its_query() -> None:
    person = User.objects.create_user("li@example.org")
    good = PeopleForm({"one": str(person.pk), "several": [str(person.pk)]})
    assert good.is_valid()
    assert good.cleaned_data["several"].get() == person
    assert set(PeopleForm({"one": str(uuid4()), "several": ["nobody"]}).errors) == {"one", "several"}
