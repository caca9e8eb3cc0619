"""What the pages of an election accept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from guildhall.accounts.models import Association
from guildhall.core.forms import VersionForm
from guildhall.core.models import in_language
from guildhall.core.widgets import Lookup, LookupSeveral
from guildhall.meetings.models import AgendaItem, Meeting
from guildhall.meetings.queries import motion_kinds
from guildhall.registry.lookups import PersonField
from guildhall.registry.models import Organization, Person, Post
from guildhall.votes.models import Election, Vote
from guildhall.votes.queries.election import ELECTION_KINDS

LONGEST = 4000


def long_text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": 3}), max_length=LONGEST, required=False
    )


class ElectionForm(forms.Form):
    """How an election is held."""

    seats = forms.IntegerField(label=_("To be elected"), min_value=1, max_value=400)
    contest = forms.ChoiceField(
        label=_("Candidates"), choices=Election.Contest.choices, widget=forms.RadioSelect
    )
    term_number = forms.IntegerField(
        label=_("Number of the term"), min_value=1, max_value=999, required=False
    )
    term_from = forms.DateField(label=_("First day of the term"), required=False)
    term_to = forms.DateField(label=_("Last day of the term"), required=False)
    nominate_by = forms.DateTimeField(
        label=_("Members may nominate until"),
        required=False,
        help_text=_(
            "Empty: until the list is fixed. Whoever prepares the meeting can enter names until then."
        ),
    )
    started_on = forms.DateField(
        label=_("Preparations began on"),
        required=False,
        help_text=_("For a re-election: for example the day on which the council resolved to prepare it."),
    )
    write_ins = forms.BooleanField(label=_("Other names may be written in"), required=False, initial=True)
    is_hired = forms.BooleanField(
        label=_("The post is filled by hiring, so the charter's limit of terms does not hold"), required=False
    )


class PrepareElectionForm(ElectionForm):
    """Post, kind and place on the agenda besides."""

    post = forms.ModelChoiceField(Post.objects.none(), label=_("Post"))
    kind = forms.ChoiceField(label=_("Kind"))
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=_("Agenda item"),
        required=False,
        empty_label=_("A new one at the end of the agenda"),
    )
    field_order = ["post", "kind", "item"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(association=meeting.association, body__to_on=None)
        self.posts = posts.select_related("body").order_by("body__rank", "rank", "id")
        post, kind, item = self.fields["post"], self.fields["kind"], self.fields["item"]
        if isinstance(post, forms.ModelChoiceField):
            post.queryset = self.posts
            post.label_from_instance = _post_label  # type: ignore[method-assign,assignment]
        if isinstance(kind, forms.ChoiceField):
            known = motion_kinds(meeting)
            kind.choices = [
                (one, in_language(known[one].zh, known[one].en)) for one in ELECTION_KINDS if one in known
            ]
        if isinstance(item, forms.ModelChoiceField):
            item.queryset = meeting.agenda.all()


def _post_label(post: Any) -> str:
    return f"{post.name} · {post.body.name}"


class ChangeElectionForm(VersionForm, ElectionForm):
    """What stands, to be changed."""

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(election, name) for name in self.base_fields})
        super().__init__(*args, **kwargs)


class NominateForm(forms.Form):
    """Who is put forward, for which unit."""

    person = PersonField(label=_("Person"))
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Represents"), required=False, widget=Lookup()
    )
    nominated_by_zh = forms.CharField(label=_("Nominated by, in Chinese"), max_length=200, required=False)
    nominated_by_en = forms.CharField(label=_("Nominated by, in English"), max_length=200, required=False)
    statement_zh = long_text(_("In their own words, in Chinese"))
    statement_en = long_text(_("In their own words, in English"))
    stands = forms.BooleanField(
        label=_("The candidate has agreed to stand"),
        required=False,
        help_text=_("Otherwise they are asked, where they can sign in, or you enter their answer later."),
    )

    def __init__(self, *args: Any, association: Association, prepares: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, unit = self.fields["person"], self.fields["organization"]
        if isinstance(person, PersonField):
            person.ask_in(association)
        if isinstance(unit, forms.ModelChoiceField) and isinstance(unit.widget, Lookup):
            unit.queryset = Organization.objects.filter(association=association)
            unit.widget.url = f"/api/v1/a/{association.slug}/organizations"
        if not prepares:
            for name in ("stands", "nominated_by_zh", "nominated_by_en"):
                del self.fields[name]


class NamesForm(forms.Form):
    """Names as they are copied out of a table."""

    names = forms.CharField(
        label=_("Names, one a line"),
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=20_000,
        help_text=_(
            "Copied out of Excel: the name, and in the next column the unit where two have one name."
        ),
    )
    stands = forms.BooleanField(label=_("All of them have agreed to stand"), required=False)


class AnswerForm(forms.Form):
    """Whether somebody nominated stands."""

    stands = forms.TypedChoiceField(
        label=_("Do you stand?"),
        choices=[("yes", _("Yes, I stand")), ("no", _("No, I decline"))],
        widget=forms.RadioSelect,
        coerce=lambda answer: answer == "yes",
    )
    statement_zh = long_text(_("In your own words, in Chinese"))
    statement_en = long_text(_("In your own words, in English"))


class WhyForm(forms.Form):
    """A reason that stands in the record."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class OwnReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)


class FixListForm(forms.Form):
    """Who checked what the register does not tell."""

    checked = forms.CharField(
        label=_("Checked by, and by which paper"),
        max_length=200,
        required=False,
        help_text=_(
            "Only where a condition cannot be told from the register, for example an unstated birth date."
        ),
    )


class PeopleField(forms.ModelMultipleChoiceField[Person]):
    """Several of the association's people, looked up while typing. The form calls ``ask_in``."""

    def __init__(self, **details: Any) -> None:
        super().__init__(queryset=Person.objects.none(), widget=LookupSeveral(), **details)

    def ask_in(self, association: Association) -> None:
        self.queryset = Person.objects.filter(association=association)
        self.widget.url = f"/api/v1/a/{association.slug}/people"


class OpenRoundForm(forms.Form):
    """How a round is held, and who watches and counts it. Only ways that the meeting's form leaves are offered."""

    in_room = forms.ChoiceField(
        label=_("Those in the room vote"),
        choices=Vote.Means.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    online = forms.ChoiceField(
        label=_("Those online vote"),
        choices=[("", _("No vote")), ("device", Vote.Means.DEVICE.label)],
        widget=forms.RadioSelect,
        required=False,
    )
    is_secret = forms.BooleanField(label=_("Secret ballot"), required=False)
    scrutineers = PeopleField(label=_("Scrutineers"))
    tellers = PeopleField(label=_("Tellers"))

    def __init__(self, *args: Any, meeting: Meeting, secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = self.fields["in_room"]
        if isinstance(room, forms.ChoiceField):
            means = [(Vote.Means.DEVICE, Vote.Means.DEVICE.label), (Vote.Means.PAPER, Vote.Means.PAPER.label)]
            room.choices = means if meeting.mode == Meeting.Mode.ON_SITE else [*means, ("", _("No vote"))]
        if meeting.mode == Meeting.Mode.ON_SITE:
            del self.fields["online"]
        if secret:
            del self.fields["is_secret"]
        for name in ("scrutineers", "tellers"):
            field = self.fields[name]
            if isinstance(field, PeopleField):
                field.ask_in(meeting.association)


class WrittenInForm(forms.Form):
    """Whether somebody elected without having stood accepts, and who it is."""

    name = forms.CharField(max_length=200, widget=forms.HiddenInput())
    accepts = forms.TypedChoiceField(
        label=_("Does the person accept?"),
        choices=[("yes", _("Accepts")), ("no", _("Declines: the seat stays vacant"))],
        widget=forms.RadioSelect,
        coerce=lambda answer: answer == "yes",
    )
    person = PersonField(label=_("Person"), required=False)

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["person"]
        if isinstance(person, PersonField):
            person.ask_in(association)


class OfficeForm(forms.Form):
    """The first day of the term where it is not laid down, and who approved an exception."""

    term_from = forms.DateField(label=_("First day of the term"))
    exception = forms.CharField(
        label=_("Exception approved by, and under which number"),
        max_length=200,
        required=False,
        help_text=_("Only where the charter forbids one of the terms and an exception was approved."),
    )


class PapersForm(forms.Form):
    """How many ballots are printed."""

    copies = forms.IntegerField(label=_("Number of ballots"), min_value=1, max_value=2000)


class ShowForm(forms.Form):
    is_public = forms.BooleanField(required=False)
