from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from guildhall.core.sentences import Sentence
from guildhall.registry.forms.fields import text
from guildhall.registry.presets import preset_data
from guildhall.registry.queries import presets
from guildhall.registry.rules import Base, MeetingForm, Operator, Rule, Way
from guildhall.registry.rules.labels import BASES, BODIES, CHOICES, FORMS, POSTS, WAYS, called

# What a rule may say, by the last word of its key. Others are numbers, shares, yes or no, or free words.
PERIODS = ("month", "quarter", "half_year", "year", "term")
ONE_OF = {
    "meets_every": PERIODS,
    "disclosed_every": PERIODS,
    "correspondence": ("never", "special", "yes"),
    "proxies": ("never", "written"),
    "vote_per": ("unit", "person"),
    "contest": ("equal", "more", "either"),
    "blank_is": ("abstain", "against", "nothing"),
    "largest_share_of": ("assembly", "council", "standing_council"),
    "age_counted": ("completed_years", "to_the_day"),
}
SOME_OF = {"ways": tuple(Way), "forms": tuple(MeetingForm), "bodies": tuple(BODIES), "not_also": tuple(POSTS)}


def in_reader_language(sentence: Sentence) -> str:
    return sentence.in_language(get_language() or "")


def named(words: Any) -> list[tuple[str, str]]:
    return [
        (str(word), in_reader_language(called(word, WAYS, FORMS, CHOICES, BODIES, POSTS))) for word in words
    ]


class VersionOfRulesForm(forms.Form):
    """A new version of the rules: built on the one that was shown, in force from a day."""

    based_on = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    from_on = forms.DateField(label=_("In force from"))
    note = text(_("What changed"), 500)

    @property
    def is_confirmed(self) -> bool:
        """Whether what would change has been shown and is wanted."""
        return bool(self.data.get("confirmed"))


class TakeOutRuleForm(VersionOfRulesForm):
    pass


class CharterForm(VersionOfRulesForm):
    """A whole set of rules to begin anew with."""

    preset = forms.ChoiceField(label=_("Rules to begin with"))
    field_order = ["preset", "from_on", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, in_reader_language(name)) for key, name in presets()]
        self.fields["preset"].choices = choices  # type: ignore[attr-defined]

    @property
    def details(self) -> dict[str, Any]:
        """What ``adopt_charter_profile`` takes."""
        given = self.cleaned_data
        rules = preset_data(given["preset"])
        return {name: given[name] for name in ("preset", "from_on", "note", "based_on")} | {"rules": rules}


class RuleForm(VersionOfRulesForm):
    """One rule. What the field for its value looks like follows from the rule's kind."""

    source_zh = text(_("Source in Chinese"), 200, help_text=_("For example the article of your charter."))
    source_en = text(_("Source in English"), 200)

    field_order = ["value", "operator", "base", "source_zh", "source_en", "from_on", "note"]

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        self.fields["value"] = value_field(rule)
        if rule.operator:
            signs = {Operator.AT_LEAST: _("at least (≥)"), Operator.MORE_THAN: _("more than (>)")}
            bases = [(base.value, in_reader_language(BASES[base])) for base in Base]
            self.fields["operator"] = forms.ChoiceField(
                label=_("Reached with"), choices=[(sign.value, words) for sign, words in signs.items()]
            )
            self.fields["base"] = forms.ChoiceField(label=_("Of"), choices=bases)
        self.order_fields(self.field_order)

    @staticmethod
    def values_of(rule: Rule) -> dict[str, Any]:
        """What the form shows of the rule as it is."""
        data = rule.as_data()
        value = data["value"]
        free = isinstance(value, list) and rule.key.rsplit(".", 1)[-1] not in SOME_OF
        return {
            "value": "、".join(value) if free else value,
            "operator": data.get("operator"),
            "base": data.get("base"),
            "source_zh": rule.source.zh,
            "source_en": rule.source.en,
        }

    @property
    def details(self) -> dict[str, Any]:
        """What ``change_rule`` takes."""
        given = self.cleaned_data
        return {name: given[name] for name in ("from_on", "note", "based_on")} | {"rule": self.as_rule}

    @property
    def as_rule(self) -> dict[str, Any]:
        """The rule as the charter profile stores it. What somebody enters for the own charter is known for sure."""
        given = self.cleaned_data
        value = given["value"]
        if isinstance(self.rule.value, tuple) and isinstance(value, str):
            value = [
                word for word in value.replace(",", "、").replace("，", "、").split("、") if word.strip()
            ]
        elif isinstance(self.rule.value, bool):
            value = value == "True"
        zh, en = given["source_zh"], given["source_en"]
        data = {
            "value": value,
            "source": {"zh": zh or en or "本会章程", "en": en or zh or "Own charter"},
            "confidence": "A",
        }
        return data | ({"operator": given["operator"], "base": given["base"]} if self.rule.operator else {})


def value_field(rule: Rule) -> forms.Field:
    """The field for this rule's value."""
    name, label = rule.key.rsplit(".", 1)[-1], _("Value")
    if name in ONE_OF:
        return forms.ChoiceField(label=label, choices=named(ONE_OF[name]))
    if name in SOME_OF:
        choices = named(SOME_OF[name])
        return forms.MultipleChoiceField(label=label, choices=choices, widget=forms.CheckboxSelectMultiple)
    if isinstance(rule.value, bool):
        return forms.ChoiceField(label=label, choices=[("True", _("yes")), ("False", _("no"))])
    if isinstance(rule.value, int):
        return forms.IntegerField(label=label, min_value=0, max_value=100_000)
    help_text = _("A fraction such as 2/3.") if rule.operator or name == "largest_share" else ""
    return forms.CharField(label=label, max_length=300, help_text=help_text)
