"""The folder layout and the shape of code are promises; this keeps them."""

import ast
import inspect
import re
from pathlib import Path

import pytest

from tests import exceptions
from tests.house import PACKAGE, ROOMS, ROOT, actions_of, endpoints, is_atomic, lines_of, page_names, tables

STANDARD = {
    "__init__",
    "models",
    "permissions",
    "queries",
    "actions",
    "notices",
    "forms",
    "schemas",
    "views",
    "api",
    "tasks",
    "admin",
    "apps",
    "urls",
    "http",
    "middleware",
    "navigation",
    "slots",
    "recorded",
}
EVASIVE = {
    "util",
    "utils",
    "helper",
    "helpers",
    "common",
    "manager",
    "managers",
    "service",
    "services",
    "misc",
}
PAGES = ["views.py", "views/*.py"]
CLOCK_DATABASE_SETTINGS = re.compile(
    r"django\.db|django\.conf|django\.utils\.timezone|django\.utils import timezone|\.models\b"
    r"|(?:datetime|date)\.(?:now|today|utcnow)\("
)
TEMPLATE_FAULTS = {
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE
    ),
    "an inline style": re.compile(r"<style\b|\sstyle=", re.IGNORECASE),
    "an inline handler": re.compile(r"\son[a-z]+=[\"']", re.IGNORECASE),
    "a load of builtins": re.compile(r"{%\s*load\s+(?:i18n|static)\b"),
    "blocktranslate without trimmed": re.compile(r"{%\s*blocktrans(?:late)?\s+(?![^%]*\btrimmed\b)[^%]*%}"),
    "an old tag": re.compile(r"{%\s*trans\s"),
    "text past escaping": re.compile(r"\|\s*safe\b|{%\s*autoescape off"),
}

PYTHON = sorted(
    file
    for folder in ("guildhall", "tests", "tools", "bench")
    for file in (ROOT / folder).rglob("*.py")
    if "migrations" not in file.parts
)
TEMPLATES = sorted(
    file for file in PACKAGE.rglob("templates/**/*") if file.suffix in {".html", ".txt", ".xml"}
)
MAP = (ROOT / "docs" / "map.md").read_text()
# In docs/map.md: - `room/module` (pure) what it is about
OWN_MODULES = {
    (room, module): bool(pure)
    for room, module, pure in re.findall(r"^\s*- `(\w+)/(\w+)`( \(pure\))?", MAP, re.MULTILINE)
}
ACTIONS = [(f"{room}.{name}", action) for room in ROOMS for name, action in actions_of(room).items()]
ACTS = [(name, action) for name, action in ACTIONS if name not in exceptions.NOT_A_PERSONS_ACT]


def file_faults(file: Path) -> list[str]:
    """What is wrong with one file's size or name."""
    limit = 400 if file.suffix == ".py" else 150
    faults = [f"{lines_of(file)} lines, {limit} are the most"] if lines_of(file) > limit else []
    return faults + [
        f"{part} says nothing about its content"
        for part in (*file.parts[-2:-1], file.stem)
        if part in EVASIVE
    ]


def faulty(found: dict[str, list[str]]) -> dict[str, list[str]]:
    """Of what was looked at, that which has faults."""
    return {name: faults for name, faults in found.items() if faults}


def template_faults(text: str) -> list[str]:
    return [fault for fault, pattern in TEMPLATE_FAULTS.items() if pattern.search(text)]


def long_functions(text: str, most: int = 25) -> list[str]:
    functions = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    return [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > most]


def action_faults(action) -> list[str]:
    """What keeps a function from being an action."""
    actor = inspect.signature(action).parameters.get("actor")
    faults = []
    if actor is None or actor.kind is not inspect.Parameter.KEYWORD_ONLY:
        faults.append("has no keyword-only actor")
    if not is_atomic(action):
        faults.append("is not @transaction.atomic")
    if not (action.__doc__ or "").strip():
        faults.append("has no docstring")
    return faults


def test_every_file_is_short_and_named_by_its_content():
    found = {str(file.relative_to(ROOT)): file_faults(file) for file in PYTHON + TEMPLATES}

    assert faulty(found) == {}


@pytest.mark.parametrize("room", [*ROOMS, "core"])
def test_a_room_has_the_usual_modules_and_those_on_the_map(room):
    folder = PACKAGE / room
    modules = {file.stem for file in folder.glob("*.py")}
    modules |= {file.parent.name for file in folder.glob("*/__init__.py")} - {
        "migrations",
        "tests",
        "management",
    }

    unknown = {module for module in modules - STANDARD if (room, module) not in OWN_MODULES}

    assert unknown - {"templatetags", "formats"} == set(), "name it in docs/map.md, in one line"


def test_the_map_names_nothing_that_is_gone():
    gone = [
        f"{room}/{module}"
        for room, module in OWN_MODULES
        if not (PACKAGE / room / f"{module}.py").exists() and not (PACKAGE / room / module).is_dir()
    ]
    assert gone == []


@pytest.mark.parametrize("module", [f"{r}/{m}" for (r, m), pure in OWN_MODULES.items() if pure])
def test_a_pure_module_asks_neither_database_nor_clock_nor_settings(module):
    files = [PACKAGE / f"{module}.py", *(PACKAGE / module).glob("*.py")]
    text = "\n".join(file.read_text() for file in files if file.exists())

    assert CLOCK_DATABASE_SETTINGS.findall(text) == []


def test_every_template_keeps_to_the_content_policy_and_the_builtins():
    found = {file.relative_to(PACKAGE).as_posix(): template_faults(file.read_text()) for file in TEMPLATES}

    assert faulty(found) == {name: list(faults) for name, faults in exceptions.TEMPLATES.items()}


@pytest.mark.parametrize("room", ROOMS)
def test_views_parse_fetch_act_and_answer(room):
    files = [file for pattern in PAGES for file in (PACKAGE / room).glob(pattern)]
    long = [f"{room}.{name}" for file in files for name in long_functions(file.read_text())]

    assert [name for name in long if name not in exceptions.LONG_VIEWS] == []


def test_every_action_names_its_actor_and_is_one_transaction():
    found = {name: action_faults(action) for name, action in ACTS}
    inside = [name for name, _action in ACTS if name in exceptions.INSIDE_ANOTHER_TRANSACTION]

    assert faulty(found) == {name: ["is not @transaction.atomic"] for name in inside}


@pytest.mark.parametrize("room", ROOMS)
def test_an_action_has_a_page_and_an_endpoint_of_the_same_name(room):
    acts = {name for name, _action in ACTS if name.startswith(f"{room}.")} - set(exceptions.WITHOUT_A_DOOR)

    assert acts - page_names() - set(exceptions.ON_THE_PAGE) == set(), "no page of this name"
    assert acts - endpoints() - set(exceptions.WITHOUT_AN_ENDPOINT) == set(), "no endpoint of this name"


def test_every_row_belongs_to_an_association():
    of_none = {
        table._meta.label
        for table in tables()
        if "association" not in {field.name for field in table._meta.get_fields()}
    }

    assert of_none - set(exceptions.WITHOUT_AN_ASSOCIATION) == set()


def test_every_table_has_its_word():
    words = set(re.findall(r"\w+", (ROOT / "docs" / "words.md").read_text()))

    assert {table.__name__ for table in tables()} - words == set(), "give it a line in docs/words.md"


def test_every_exception_is_still_needed():
    known = {name for name, _action in ACTIONS}
    lists = (
        exceptions.NOT_A_PERSONS_ACT,
        exceptions.INSIDE_ANOTHER_TRANSACTION,
        exceptions.WITHOUT_A_DOOR,
        exceptions.ON_THE_PAGE,
        exceptions.WITHOUT_AN_ENDPOINT,
    )

    assert {name for each in lists for name in each} - known == set()
    assert set(exceptions.ON_THE_PAGE) & page_names() == set()
    assert set(exceptions.ON_THE_PAGE.values()) - page_names() == set()
    assert set(exceptions.WITHOUT_AN_ENDPOINT) & endpoints() == set()
    assert [path for path in exceptions.TEMPLATES if not (PACKAGE / path).exists()] == []
    assert set(exceptions.WITHOUT_AN_ASSOCIATION) <= {table._meta.label for table in tables()}


def test_the_checks_notice_what_is_wrong(tmp_path):
    def save_it(thing, actor):
        return thing

    long = tmp_path / "utils.py"
    long.write_text("x = 1\n" * 401)

    assert file_faults(long) == ["401 lines, 400 are the most", "utils says nothing about its content"]
    assert action_faults(save_it) == [
        "has no keyword-only actor",
        "is not @transaction.atomic",
        "has no docstring",
    ]
    assert long_functions("def a():\n" + "    b()\n" * 25) == ["a"]
    assert template_faults(
        "{% load i18n %}<p onclick='x()' style='a'>{{ b|safe }}</p><script>x</script>"
    ) == [
        "an inline script",
        "an inline style",
        "an inline handler",
        "a load of builtins",
        "text past escaping",
    ]
    assert template_faults("{% blocktranslate with a=b %}x{% endblocktranslate %}") == [
        "blocktranslate without trimmed"
    ]
    assert (
        template_faults('<script src="{% static "a.js" %}" defer></script>{% blocktranslate trimmed %}') == []
    )
