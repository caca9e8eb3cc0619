"""The forms of a page as a browser would send them back: every field with what stands in it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    """``names`` are all its fields, ``values`` what would be sent if nothing were changed."""

    action: str = ""
    names: set[str] = field(default_factory=set)
    hidden: dict[str, str] = field(default_factory=dict)
    values: dict[str, list[str]] = field(default_factory=dict)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.form: Form | None = None
        self.select: str = ""
        self.area: str = ""

    def handle_starttag(self, tag, attrs):
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(has.get("action", ""))
            if has.get("method", "").lower() == "post":
                self.forms.append(self.form)
        elif self.form is not None:
            self.in_form(tag, has)

    def in_form(self, tag, has):
        name = has.get("name", "")
        if tag == "option" and self.select:
            chosen = self.form.values.setdefault(self.select, [])
            if "selected" in has or not chosen:
                chosen[:] = [has.get("value", "")]
        elif name and tag in ("input", "select", "textarea"):
            self.form.names.add(name)
            if tag == "select":
                self.select = name
            elif tag == "textarea":
                self.area = name
            else:
                self.input(name, has)

    def input(self, name, has):
        kind = has.get("type", "text")
        if kind in ("checkbox", "radio"):
            if "checked" not in has:
                return
            has = {"value": "on"} | has
        if kind == "hidden":
            self.form.hidden[name] = has.get("value", "")
        if kind != "file":
            self.form.values.setdefault(name, []).append(has.get("value", ""))

    def handle_data(self, data):
        if self.area and self.form is not None:
            self.form.values[self.area] = [self.form.values.get(self.area, [""])[0] + data]

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            if self.area:
                text = self.form.values.setdefault(self.area, [""])[0]
                # A line break right after the opening tag belongs to the markup.
                self.form.values[self.area] = [text.removeprefix("\n")]
            self.area = ""


def forms_of(page: str) -> list[Form]:
    """The forms of a page that send something."""
    reader = Reader()
    reader.feed(page)
    return reader.forms
