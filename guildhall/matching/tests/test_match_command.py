"""``guildhall match`` from one end to the other, on files of a few lines."""

import json
import subprocess
import sys
from subprocess import PIPE

import pytest

from guildhall.matching import match_command
from guildhall.matching.tests.make import OFFERS, PAIRS

pytestmark = pytest.mark.once

NEEDS = [
    {"id": 1, "text": "求购减速机"},
    {"id": "leer", "text": ""},
    {"id": "2", "text": "hot-dip galvanizing"},
]
RIGHT = [
    {"id": "a", "text": "减速机", "relevant": ["reducer", "gearbox"]},
    {"id": "b", "text": "热镀锌槽", "relevant": ["galvanizing"]},
]


def lines(folder, name, records):
    file = folder / name
    file.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records), encoding="utf-8")
    return str(file)


@pytest.fixture
def offers(tmp_path):
    return lines(tmp_path, "offers.jsonl", [{"id": one, "text": text} for one, text in OFFERS.items()])


@pytest.fixture
def needs(tmp_path):
    return lines(tmp_path, "needs.jsonl", NEEDS)


def ranked(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_needs_are_ranked_in_their_order_with_reasons(tmp_path, offers, needs):
    output = tmp_path / "ranked.jsonl"
    asked = ["--documents", offers, "--queries", needs, "--output", str(output), "--top", "2", "--lang", "zh"]

    assert match_command.run([*asked, "--dictionary", "none"]) == 0
    first, empty, other = ranked(output)
    assert [one["id"] for one in (first, empty, other)] == [1, "leer", "2"]
    assert (first["ranked"][0]["id"], empty["ranked"], other["ranked"]) == ("reducer", [], [])
    reason = first["ranked"][0]["reasons"][0]
    assert reason["text"] == f"共同词语“减速机”，计{reason['weight']:.2f}分"
    assert len(first["ranked"]) == 2
    assert not list(tmp_path.glob("*.part"))


def test_learnt_pairs_and_a_dictionary_find_across_languages(tmp_path, offers, needs):
    pairs = lines(tmp_path, "pairs.jsonl", [{"zh": zh, "en": en} for zh, en in PAIRS])
    words = tmp_path / "words.u8"
    words.write_text("熱鍍鋅 热镀锌 [re4 du4 xin1] /hot-dip galvanizing/\n", encoding="utf-8")
    for more in (["--pairs", pairs, "--dictionary", "none"], ["--dictionary", str(words)]):
        output = tmp_path / "ranked.jsonl"
        assert (
            match_command.run(["--documents", offers, "--queries", needs, "--output", str(output), *more])
            == 0
        )
        assert "galvanizing" in [one["id"] for one in ranked(output)[2]["ranked"][:2]]


def test_without_any_words_across_languages_it_says_so(offers, needs, capsys, monkeypatch):
    monkeypatch.setattr(match_command, "PACKAGE", "no_such_package")

    assert match_command.run(["--documents", offers, "--queries", needs, "--lang", "en"]) == 0
    assert "No dictionary is installed" in capsys.readouterr().err
    assert match_command.run(["--documents", offers, "--queries", needs, "--dictionary", "none"]) == 0
    assert capsys.readouterr().err == ""


def test_quality_is_a_figure_with_its_interval(tmp_path, offers, capsys):
    labelled = lines(tmp_path, "right.jsonl", RIGHT)
    output = tmp_path / "ranked.jsonl"
    asked = ["--documents", offers, "--evaluate", labelled, "--dictionary", "none", "--lang", "en"]

    assert match_command.run([*asked, "--output", str(output)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("2 needs: nDCG@10 0.")
    assert "Recall@10 0.7500 [" in told
    assert [one["id"] for one in ranked(output)] == ["a", "b"]
    assert match_command.run([*asked, "--learn", labelled, "--folds", "2"]) == 0
    assert match_command.run([*asked, "--learn", labelled]) == 0


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        ('{"id": "a", "text": "x"}\n{"id": "b"', "第2行：不是有效的JSON", "line 2: this is not valid JSON"),
        ("\n[1]", "第2行：应为一个JSON对象", "line 2: a JSON object is expected"),
        ('{"text": "x"}', "第1行：缺少“id”", "line 1: “id” must be"),
        ('{"id": "\\ud800", "text": "x"}', "第1行：缺少“id”", "line 1: “id” must be"),
        ('{"id": true, "text": "x"}', "第1行：缺少“id”", "line 1: “id” must be"),
        ('{"id": "a", "text": 5}', "第1行：缺少“text”", "line 1: “text” must be"),
        ('{"id": "a", "text": "x"}\n' * 2, "第2行：标识“a”重复", "line 2: the id “a” comes a second time"),
        (b"\xff\xfe{", "第1行：不是UTF-8编码", "line 1: this is not UTF-8"),
        ("[" * 100_000, "第1行：不是有效的JSON", "line 1: this is not valid JSON"),
    ],
)
def test_a_bad_line_is_named_in_both_languages(tmp_path, needs, capsys, content, zh, en):
    file = tmp_path / "bad.jsonl"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())

    assert match_command.run(["--documents", str(file), "--queries", needs, "--dictionary", "none"]) == 2
    told = capsys.readouterr().err
    assert zh in told
    assert en in told


@pytest.mark.parametrize("relevant", [None, [], "a", [[]]])
def test_a_label_is_a_list_of_ids(tmp_path, offers, capsys, relevant):
    file = lines(tmp_path, "bad.jsonl", [{"id": "a", "text": "x", "relevant": relevant}])

    assert (
        match_command.run(["--documents", offers, "--evaluate", file, "--lang", "en", "--dictionary", "none"])
        == 2
    )
    assert "line 1: “relevant” must be a list of ids" in capsys.readouterr().err


def test_files_that_cannot_be_read_or_written_are_named(tmp_path, offers, needs, capsys):
    nowhere = str(tmp_path / "no" / "ranked.jsonl")

    plain = ["--dictionary", "none"]

    assert match_command.run(["--documents", nowhere, "--queries", needs, *plain]) == 2
    assert match_command.run(["--documents", offers, "--queries", needs, "--output", nowhere, *plain]) == 2
    assert match_command.run(["--documents", offers, "--lang", "en"]) == 2
    told = capsys.readouterr().err
    assert "cannot be read" in told
    assert "cannot be written" in told
    assert "Give either --queries or --evaluate." in told


def test_an_output_that_was_not_finished_does_not_replace_the_last(tmp_path, offers):
    output = tmp_path / "ranked.jsonl"
    output.write_text("before")
    bad = lines(tmp_path, "bad.jsonl", [{"id": 1, "text": "减速机"}, {"id": 2}])

    assert match_command.run(["--documents", offers, "--queries", bad, "--output", str(output)]) == 2
    assert output.read_text() == "before"
    assert not list(tmp_path.glob("*.part"))


def test_a_reader_who_has_seen_enough_is_no_failure(tmp_path, offers):
    many = lines(tmp_path, "many.jsonl", [{"id": n, "text": "热镀锌螺栓"} for n in range(400)])
    command = [sys.executable, "-m", "guildhall", "match", "--documents", offers, "--queries", many]
    with subprocess.Popen([*command, "--dictionary", "none"], stdout=PIPE, stderr=PIPE) as matching:
        matching.stdout.readline()
        matching.stdout.close()
        told = matching.stderr.read()

    assert (matching.returncode, told) == (0, b"")


def test_the_command_starts_without_the_database(offers, needs):
    code = (
        "import sys; from guildhall.cli import run\n"
        f"assert run(['match', '--documents', {offers!r}, '--queries', {needs!r}, '--dictionary', 'none']) == 0\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'django']"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert len(done.stdout.splitlines()) == len(NEEDS)
