"""Every sentence that the code says is there in Chinese too, whole, with the same placeholders."""

import pytest
from babel.messages.catalog import Message

from tools.catalogs import rooms
from tools.extraction import messages_in
from tools.messages import complaints, message_complaints

TEMPLATE = """
<h1 title="{% translate "It's open" %}">{{ title|default:_("Untitled") }}</h1>
  {% if a %}
{% include "x.html" with name=_("A name") %}
      {% endif %}
    {% blocktranslate trimmed with place=meeting.place %}
      Meeting in {{ place }}
      at noon, 100% sure
    {% endblocktranslate %}
  {% blocktranslate trimmed count n=rows|length %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}
{% translate "Open" context "verb" %}{# a comment with an "unclosed quote #}
"""
CODE = '''
from django.utils.translation import gettext as _, ngettext, pgettext_lazy

def sentences(n):
    """Not a sentence: _('really')."""
    return _("One " "sentence."), ngettext("%(n)d firm", "%(n)d firms", n), pgettext_lazy("verb", "Open")
'''


@pytest.mark.parametrize("room", rooms())
def test_every_sentence_is_translated_in_its_rooms_catalog(room):
    assert [str(complaint) for complaint in complaints([room])] == []


def test_sentences_of_a_template_are_found(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(TEMPLATE)

    assert [(message, context) for _line, message, _comments, context in messages_in(file)] == [
        ("It's open", None),
        ("Untitled", None),
        ("A name", None),
        ("Meeting in %(place)s at noon, 100%% sure", None),
        (("%(n)s row", "%(n)s rows"), None),
        ("Open", "verb"),
    ]


def test_sentences_of_a_module_are_found(tmp_path):
    file = tmp_path / "actions.py"
    file.write_text(CODE)

    assert [(message, context) for _line, message, _comments, context in messages_in(file)] == [
        ("One sentence.", None),
        (("%(n)d firm", "%(n)d firms"), None),
        ("Open", "verb"),
    ]


@pytest.mark.parametrize(
    ("asked", "answered", "kinds"),
    [
        ("Meeting", "会议", []),
        ("Meeting", "", ["empty"]),
        ("%(n)s of %(m)s", "%(m)s 中的 %(n)s", []),
        ("%(n)s of %(m)s", "%(n)s", ["placeholders differ"]),
        ("%(share)s %% paid", "已缴 %(share)s %%", []),
        ("{name} has left", "{nom} 已离开", ["placeholders differ"]),
        (("%(n)d firm", "%(n)d firms"), ("%(n)d 家单位",), []),
        ("The meeting may not open yet.", "The meeting may not open yet.", ["left in English"]),
        ("The meeting may not open yet.", "会议: it may not be opened yet", ["left in English"]),
        ("Upload a file (xlsx, csv)", "上传文件(xlsx, csv)", []),
        ("API", "API", []),
        (
            'Write to <a href="%(url)s" class="is so and so">us</a>',
            '写信给<a href="%(url)s" class="a b c">我们</a>',
            [],
        ),
    ],
)
def test_a_wrong_translation_is_noticed(asked, answered, kinds):
    entry = Message(asked, answered)

    assert [kind for kind, _remark in message_complaints(entry)] == kinds
