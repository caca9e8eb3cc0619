from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guildhall.accounts.models import Association, User
from guildhall.core.errors import InvalidError
from guildhall.core.requests import remembered
from guildhall.core.sentences import Sentence
from guildhall.registry.models import CharterProfile, CharterProfileQuerySet
from guildhall.registry.presets import PRESETS, preset, preset_data
from guildhall.registry.queries.days import today_in
from guildhall.registry.rules import Profile, ProfileError, Rule, parse_profile, rule_label, rule_value
from guildhall.registry.rules.labels import BODIES, MOTIONS, POSTS, RULES, SECTIONS, called

DEFAULT_PRESETS = {
    Association.Kind.ASSOCIATION: "cn-industry-association",
    Association.Kind.CHAMBER: "cn-industry-association",
    Association.Kind.ALLIANCE: "alliance-light",
    Association.Kind.PARTNERSHIP: "alliance-light",
    Association.Kind.GROUP: "enterprise-group",
}


def charter_on(association: Association, on: date) -> CharterProfile | None:
    """The version of the charter profile in force on the day; None before the first."""
    return CharterProfile.objects.of(association).known_on(on).first()


def profile_on(association: Association, on: date) -> Profile:
    """The rules in force on the day; the preset for the association's kind where none were adopted."""

    def read() -> Profile:
        charter = charter_on(association, on)
        if charter is None:
            return _default(association)
        return parse_profile(charter.rules)

    return remembered(("profile", association.pk, on), read)


def latest_charter(association: Association) -> CharterProfile | None:
    """The newest version, in force or still to come."""
    return CharterProfile.objects.of(association).order_by("-version").first()


def latest_profile(association: Association) -> Profile:
    """The rules of the newest version, which a change builds on."""
    charter = latest_charter(association)
    return parse_profile(charter.rules) if charter else _default(association)


def _default(association: Association) -> Profile:
    return preset(DEFAULT_PRESETS[Association.Kind(association.kind)])


PARTS = ("bodies", "motions", "posts", "rest")


@dataclass(frozen=True)
class RuleLine:
    """A rule as people read it: what it is about and what it says."""

    rule: Rule

    @property
    def label(self) -> Sentence:
        return rule_label(self.rule)

    @property
    def name(self) -> Sentence:
        """The label without what the section's heading already says."""
        label = self.label
        return Sentence(label.zh.split("：", 1)[-1], label.en.split(": ", 1)[-1])

    @property
    def value(self) -> Sentence:
        return rule_value(self.rule)


@dataclass(frozen=True)
class RuleSection:
    """The rules about one kind of body, motion or post, or one subject."""

    part: str
    title: Sentence
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True)
class RuleChange:
    """A rule that differs between two versions; one side is None where it is new or gone."""

    before: RuleLine | None
    after: RuleLine | None

    @property
    def label(self) -> Sentence:
        line = self.after or self.before
        assert line is not None  # noqa: S101 -- a change has at least one side
        return line.label

    @property
    def key(self) -> str:
        line = self.after or self.before
        return line.rule.key if line else ""

    @property
    def sentence(self) -> Sentence:
        was, now = self.before and self.before.value, self.after and self.after.value
        return Sentence(
            f"{self.label.zh}：{was.zh if was else '无'} → {now.zh if now else '无'}",
            f"{self.label.en}: {was.en if was else 'none'} → {now.en if now else 'none'}",
        )


def rule_sections(profile: Profile) -> list[RuleSection]:
    """The rules in the order of bodies, motions, posts and the rest, as sentences in both languages."""
    order = {part: place for place, part in enumerate(PARTS)}
    kinds = {name: place for place, name in enumerate([*BODIES, *MOTIONS, *POSTS])}

    def group(rule: Rule) -> tuple[int, str, int, str]:
        section, *kind, _name = rule.key.split(".")
        word = kind[0] if kind else ""
        return order.get(section, 3), section, kinds.get(word, 999), word

    return [
        RuleSection(
            section if section in PARTS else "rest",
            _title(section, word),
            _lines(rules),
        )
        for (_, section, _, word), rules in groupby(sorted(profile.rules, key=group), key=group)
    ]


def _lines(rules: Iterable[Rule]) -> tuple[RuleLine, ...]:
    """In the order in which one thinks of them: quorum, majority, rhythm and so on."""
    order = {name: place for place, name in enumerate(RULES)}
    first = sorted(rules, key=lambda rule: order.get(rule.key.rsplit(".", 1)[-1], len(order)))
    return tuple(RuleLine(rule) for rule in first)


def _title(section: str, word: str) -> Sentence:
    if not word:
        title = called(section, SECTIONS)
    else:
        title = called(word, {"bodies": BODIES, "motions": MOTIONS, "posts": POSTS}[section])
    return Sentence(title.zh, title.en[:1].upper() + title.en[1:])


def rule_changes(before: Profile, after: Profile) -> list[RuleChange]:
    """What differs between two versions, rule by rule; a new source alone counts too."""
    keys = sorted(before.by_key.keys() | after.by_key.keys())
    pairs = ((before.by_key.get(key), after.by_key.get(key)) for key in keys)
    return [
        RuleChange(RuleLine(old) if old else None, RuleLine(new) if new else None)
        for old, new in pairs
        if old != new
    ]


def charter_versions(association: Association) -> CharterProfileQuerySet:
    """Every version, newest first."""
    return CharterProfile.objects.of(association).order_by("-version")


def version_changes(charter: CharterProfile) -> list[RuleChange]:
    """What the version changed, compared with the one before it; everything for the first."""
    former = charter_versions(charter.association).filter(version__lt=charter.version).first()
    before = parse_profile(former.rules) if former else None
    after = parse_profile(charter.rules)
    return rule_changes(before or Profile(after.key, after.name, ()), after)


def presets() -> Iterable[tuple[str, Sentence]]:
    """The presets to choose from: key and name."""
    return [(key, preset(key).name) for key in PRESETS]


def readable(rules: dict[str, Any]) -> Profile:
    """The rules as a profile; refused with the sentence that names the place where they cannot be read."""
    try:
        return parse_profile(rules)
    except ProfileError as error:
        raise InvalidError(
            error.sentence.in_language(get_language() or ""),
            code="unreadable_rule",
            details={"field": "value", "path": error.path},
        ) from error


def with_rule(profile: Profile, key: str, rule: dict[str, Any] | None) -> Profile:
    """The profile with one rule replaced, added or (None) taken out; refused where the rule cannot be read."""
    data = profile.as_data()
    others = {name: given for name, given in data["rules"].items() if name != key}
    return readable(data | {"rules": others if rule is None else others | {key: rule}})


def preview_rule(association: Association, *, key: str, rule: dict[str, Any] | None) -> list[RuleChange]:
    """What adopting this rule would change."""
    present = latest_profile(association)
    return rule_changes(present, with_rule(present, key, rule))


def preview_preset(association: Association, *, key: str) -> list[RuleChange]:
    """What beginning anew with a preset would change. Refused where there is no such preset."""
    return rule_changes(latest_profile(association), readable(rules_of_preset(key)))


def rules_of_preset(key: str) -> dict[str, Any]:
    """The rules of a preset as data of one's own. Refused where there is no such preset."""
    if key not in PRESETS:
        raise InvalidError(
            _("There is no preset %(key)s.") % {"key": key},
            code="unknown_preset",
            details={"field": "preset"},
        )
    return preset_data(key)


def rule_or_example(association: Association, key: str) -> Rule | None:
    """The rule as the newest version has it, or as some preset has it; None where nobody knows such a rule."""
    profiles = [latest_profile(association), *(preset(name) for name in PRESETS)]
    return next((profile.by_key[key] for profile in profiles if key in profile.by_key), None)


def further_rules(association: Association) -> list[RuleLine]:
    """Rules that some preset has and the association's charter does not: to choose from when adding one."""
    known = set(latest_profile(association).by_key)
    others = {rule.key: rule for name in PRESETS for rule in preset(name).rules if rule.key not in known}
    return [RuleLine(others[key]) for key in sorted(others)]


def latest_number(association: Association) -> int:
    """The number of the newest version; 0 where none was adopted."""
    charter = latest_charter(association)
    return charter.version if charter else 0


@dataclass(frozen=True)
class CharterPage:
    """The rules in force today as sentences, and the versions. ``coming`` is a version that begins later."""

    present: CharterProfile | None
    coming: CharterProfile | None
    profile: Profile
    part: str
    counts: dict[str, int]
    sections: list[RuleSection]
    versions: list[CharterProfile]
    further: list[RuleLine]


def charter_page(association: Association, *, part: str = "", viewer: User) -> CharterPage:
    """One part of the charter's rules (one of ``PARTS``) for reading, and rules that could be added."""
    today = today_in(association)
    versions = list(charter_versions(association).visible_to(viewer))
    present = charter_on(association, today)
    profile = profile_on(association, today)
    sections = rule_sections(profile)
    part = part if part in PARTS else PARTS[0]
    return CharterPage(
        present=present,
        coming=next((version for version in versions if version.from_on > today), None),
        profile=profile,
        part=part,
        counts={name: sum(len(one.lines) for one in sections if one.part == name) for name in PARTS},
        sections=[section for section in sections if section.part == part],
        versions=versions,
        further=further_rules(association),
    )
