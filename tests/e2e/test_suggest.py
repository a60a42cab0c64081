"""Suggestions from the command line and in the worker: the real program, the real model."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from annotator.model.people import Annotator, Role
from annotator.paths import seed
from annotator.project import Project
from annotator.suggest.models import DEFAULT_NAME, Model, ModelError
from annotator.suggesting.parsing import NO_MODEL
from tests.annotator.commands import Commands
from tests.e2e.conftest import Maker

NUMBER = {"type": "integer", "minimum": 0}
PLACE = {
    "type": ["object", "null"],
    "required": ["start", "end", "text"],
    "additionalProperties": False,
    "properties": {"start": NUMBER, "end": NUMBER, "text": {"type": "string"}},
}
FRAGMENT = {
    "type": "object",
    "required": ["start", "end"],
    "additionalProperties": False,
    "properties": {"start": NUMBER, "end": NUMBER},
}
SUGGESTION = {
    "article": {"type": "string", "minLength": 1},
    "source": {"enum": ["quotes", "entities", "claims", "repeats"]},
    "label": {"type": "string", "minLength": 1},
    "start": NUMBER,
    "end": NUMBER,
    "fragments": {"type": "array", "items": FRAGMENT},
    "text": {"type": "string", "minLength": 1},
    "score": {"type": "number", "minimum": 0, "maximum": 1},
    "reason": {"type": "string", "minLength": 1},
    "attributes": {"type": "object", "additionalProperties": {"type": "string"}},
    "speaker": PLACE,
    "cue": PLACE,
    "group": {"type": ["string", "null"], "minLength": 1},
}
ANSWER = jsonschema.Draft202012Validator(
    {
        "type": "object",
        "required": ["suggestions"],
        "additionalProperties": False,
        "properties": {
            "suggestions": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": list(SUGGESTION),
                    "additionalProperties": False,
                    "properties": SUGGESTION,
                },
            }
        },
    }
)
RULES = "quotes,claims"


@pytest.fixture
def commands(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


@pytest.fixture
def seeds(tmp_path: Path, heist: Path) -> Path:
    """A project of one's own with the five articles."""
    return Path(shutil.copy(heist, tmp_path / "seeds.annotator"))


def text_of(name: str) -> str:
    return (seed("articles") / name).read_bytes().decode("utf-8-sig")


def test_what_is_suggested_as_json(commands: Commands, seeds: Path):
    found = commands.done("suggest", seeds, "--json").answer
    ANSWER.validate(found)
    listed = found["suggestions"]
    assert {one["source"] for one in listed} == {"quotes", "entities", "claims"}
    names = sorted(path.name for path in seed("articles").iterdir())
    order = [(names.index(one["article"]), one["start"]) for one in listed]
    assert order == sorted(order)
    for one in listed:
        text = text_of(one["article"])
        assert text[one["start"] : one["end"]] == one["text"]
        for place in (one["speaker"], one["cue"]):
            assert place is None or text[place["start"] : place["end"]] == place["text"]
        assert len(one["fragments"]) != 1
        if one["fragments"]:
            assert one["fragments"][0]["start"] == one["start"]
            assert one["fragments"][-1]["end"] == one["end"]
    broken = [one for one in listed if one["fragments"]]
    assert broken
    assert {one["source"] for one in broken} == {"quotes"}
    assert "Alibaba" in {one["group"] for one in listed}
    again = commands.done("suggest", seeds, "--json").answer
    assert again == found


def test_the_numbers_in_words_and_one_source_only(commands: Commands, seeds: Path):
    said = commands.done("suggest", seeds, "--source", "quotes")
    first, *articles = said.out.splitlines()
    number = int(first.split()[0])
    assert first == f"{number} suggestions: {number} quotes"
    assert len(articles) == 5
    listed = commands.done("suggest", seeds, "--source", "quotes", "--json").answer
    assert len(listed["suggestions"]) == number
    with Project.open(seeds, read_only=True) as project:
        counts = project.suggestion_counts("nobody")
        assert sum(counts.values()) == number


def test_wrong_words_are_told_with_the_right_ones(commands: Commands, seeds: Path):
    ran = commands("suggest", seeds, "--source", "quotes,jokes")
    assert ran.code == 2
    assert "there is no “jokes”; there are quotes, entities, claims, repeats" in ran.err
    told = commands.refused("suggest", seeds, "--model", "en_nowhere")
    assert "“en_nowhere” is not installed. Installed models: " in told
    told = commands.refused("suggest", seeds, "--as", "Nobody")
    assert "There is no annotator called Nobody" in told


def add_person(path: Path, name: str, role: Role = Role.HUMAN) -> None:
    with Project.open(path) as project:
        project.add_annotator(Annotator(f"id-{name}", name, role))


def test_repeats_need_somebody(commands: Commands, seeds: Path):
    commands.done("import", seeds, seed("demo/A.jsonl"))
    ran = commands.done("suggest", seeds, "--source", "repeats")
    assert "Repeats are those of what A has labelled." in ran.err
    add_person(seeds, "Ada")
    ran = commands("suggest", seeds, "--source", "repeats")
    assert ran.code == 1
    assert "name the annotator with --as" in ran.err
    assert commands.done("suggest", seeds, "--source", "repeats", "--as", "A").out
    assert commands("suggest", seeds, "--source", RULES).code == 0


def test_a_machine_annotator_has_the_spans_of_its_last_run(
    commands: Commands, seeds: Path, tmp_path: Path
):
    found = commands.done("suggest", seeds, "--accept-as", "machine", "--json").answer
    once = stats_of(commands, seeds, "machine")
    assert (once["role"], once["done"]) == ("model", 5)
    commands.done("suggest", seeds, "--accept-as", "machine")
    assert stats_of(commands, seeds, "machine") == once, "running again doubles nothing"
    commands.done("export", seeds, tmp_path / "out")
    lines = (tmp_path / "out" / "spans.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert {record["role"] for record in records} == {"model"}
    assert all({"quote", "entity", "claim"} == set(r["read_for"]) for r in records)
    spans = {(r["doc_id"], s["start"], s["end"], s["label"]) for r in records for s in r["spans"]}
    proposed = {(s["article"], s["start"], s["end"], s["label"]) for s in found["suggestions"]}
    assert proposed <= spans
    assert any(r["label"] == "said by" for record in records for r in record["relations"])
    assert {s["origin"] for r in records for s in r["spans"]} == {"suggestion"}
    makers = {s["source"] for r in records for s in r["spans"]}
    assert all(any(f" {n}" in maker for n in (1, 2)) and "bulk" not in maker for maker in makers)
    commands.done("suggest", seeds, "--accept-as", "machine", "--source", "quotes")
    assert stats_of(commands, seeds, "machine")["spans"] < once["spans"]
    commands.done("undo", seeds)
    assert stats_of(commands, seeds, "machine") == once, "one step"
    assert commands.done("check", seeds).out == "All is well.\n"
    add_person(seeds, "Ada")
    assert "no machine" in commands.refused("suggest", seeds, "--accept-as", "Ada")


def stats_of(commands: Commands, path: Path, name: str) -> dict[str, Any]:
    people = commands.done("stats", path, "--json").answer["annotators"]
    (found,) = (person for person in people if person["name"] == name)
    return dict(found)


def test_a_project_that_is_open_elsewhere_is_only_read(commands: Commands, seeds: Path):
    with Project.open(seeds) as project:
        ran = commands.done("suggest", seeds, "--source", RULES, "--json")
        assert "Nothing is kept." in ran.err
        assert ran.answer["suggestions"]
        assert project.suggestion_counts("nobody") == {}
        told = commands.refused("suggest", seeds, "--accept-as", "machine")
        assert "is open by" in told


def test_many_are_answered_at_once_and_taken_back(commands: Commands, seeds: Path):
    commands.done("suggest", seeds)
    add_person(seeds, "Ada")
    assert commands("answer", seeds, "accept", "--as", "Ada").code == 2
    shown = commands.done(
        "answer", seeds, "accept", "--as", "Ada", "--text", "Alibaba", "--list", "--json"
    ).answer
    assert shown["number"] > 20
    assert {one["text"] for one in shown["suggestions"]} == {"Alibaba"}
    did = commands.done("answer", seeds, "accept", "--as", "Ada", "--text", "Alibaba", "--json")
    assert did.answer == {"number": shown["number"]}
    assert stats_of(commands, seeds, "Ada")["spans"] == shown["number"]
    assert commands.done(
        "answer", seeds, "accept", "--as", "Ada", "--text", "Alibaba"
    ).out.startswith("0 suggestions")
    commands.done("answer", seeds, "reject", "--as", "Ada", "--above", "0", "--source", "claims")
    commands.done("answer", seeds, "reopen", "--as", "Ada", "--source", "claims")
    commands.done("undo", seeds)
    commands.done("undo", seeds)
    commands.done("undo", seeds)
    assert stats_of(commands, seeds, "Ada")["spans"] == 0
    told = commands.refused("answer", seeds, "skip", "--as", "Ada", "--label", "joke")
    assert "There is no label called joke" in told


def test_the_lead_decides_who_is_offered_what(commands: Commands, seeds: Path, tmp_path: Path):
    commands.done("suggest", seeds, "--source", "quotes")
    add_person(seeds, "Ada")
    add_person(seeds, "Bob")
    commands.done("offer", seeds, "none")
    commands.done("offer", seeds, "own", "--for", "Ada")
    shown = commands.done("offer", seeds, "same:Ada", "--for", "Bob", "--json").answer
    assert shown["everybody"] == "none"
    assert [(one["name"], one["offer"]) for one in shown["annotators"]] == [
        ("Ada", "own"),
        ("Bob", "same:Ada"),
    ]
    assert "AI" in shown["stop_list"]
    accepted = commands.done("answer", seeds, "accept", "--as", "Bob", "--all", "--json").answer
    assert accepted["number"] > 10
    commands.done("offer", seeds, "default", "--for", "Bob")
    (tmp_path / "stop.txt").write_text("Alibaba\n\nAnthropic\n", encoding="utf-8")
    shown = commands.done("offer", seeds, "--stop-list", tmp_path / "stop.txt", "--json").answer
    assert shown["stop_list"] == ["Alibaba", "Anthropic"]
    assert [one["offer"] for one in shown["annotators"]] == ["own", "none"]
    told = commands.refused("offer", seeds, "everything")
    assert "is nothing to offer" in told


def test_the_numbers_of_answers_are_among_the_statistics(commands: Commands, seeds: Path):
    commands.done("suggest", seeds, "--source", "quotes")
    add_person(seeds, "Ada")
    commands.done("answer", seeds, "accept", "--as", "Ada", "--above", "0")
    (told,) = stats_of(commands, seeds, "Ada")["suggestions"]
    assert (told["label"], told["source"]) == ("quote", "quotes")
    assert told["offered"] == told["accepted"] > 10
    assert (told["accepted_unedited_share"], told["bulk_share"]) == (1.0, 1.0)
    assert told["seconds"] is None
    assert "quote, quotes" in commands.done("stats", seeds).out


# Bad input


def test_without_a_model_the_rules_work_and_it_is_said(
    commands: Commands, seeds: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("annotator.suggesting.parsing.installed_models", tuple)
    ran = commands.done("suggest", seeds, "--json")
    assert NO_MODEL in ran.err
    assert {one["source"] for one in ran.answer["suggestions"]} == {"quotes", "claims"}
    assert commands("suggest", seeds, "--source", "entities").code == 1


def damaged(tmp_path: Path) -> Model:
    """A package with a model whose files are damaged."""
    folder = tmp_path / "site" / "en_damaged"
    inner = folder / "en_damaged-1.0"
    inner.mkdir(parents=True)
    code = "from spacy.util import load_model_from_init_py\n\n\ndef load(**given):\n"
    (folder / "__init__.py").write_text(
        f"{code}    return load_model_from_init_py(__file__, **given)\n"
    )
    (folder / "meta.json").write_text('{"lang": "en", "name": "damaged", "version": "1.0"}')
    (inner / "config.cfg").write_bytes(b"\xff\xfe nothing")
    return Model("en_damaged", "1.0", "en-damaged", folder)


@pytest.mark.parametrize("explicit", [True, False])
def test_a_damaged_model_costs_the_entities_only(
    commands: Commands,
    seeds: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    explicit: bool,
):
    model = damaged(tmp_path)
    monkeypatch.setattr("annotator.suggesting.parsing.installed_models", lambda: (model,))
    monkeypatch.setattr("annotator.suggest.nlp.installed", lambda _: model)
    monkeypatch.setattr("annotator.suggesting.parsing.why_ask", lambda *_: "")
    asked = ("--source", "quotes,entities") if explicit else ()
    ran = commands("suggest", seeds, "--json", *asked)
    assert ran.code == explicit
    assert "could not be loaded" in ran.err
    assert {one["source"] for one in ran.answer["suggestions"]} >= {"quotes"}


def test_a_model_that_fails_at_work(
    commands: Commands, seeds: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> Iterator[object]:
        raise ModelError("The model “en_trial” failed at work (out of memory).")
        yield

    monkeypatch.setattr("annotator.suggest.nlp.parse", fail)
    ran = commands.done("suggest", seeds, "--json")
    assert "failed at work (out of memory). No entities are suggested" in ran.err
    assert {one["source"] for one in ran.answer["suggestions"]} == {"quotes", "claims"}


def test_a_model_nobody_trusts_is_told_and_trusted_once(
    commands: Commands, seeds: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("annotator.suggest.models.DEFAULT_SHA256", "another")
    ran = commands("suggest", seeds, "--source", "entities", "--model", DEFAULT_NAME)
    assert ran.code == 1
    assert ran.out.startswith("0 suggestions")
    assert "No entities are suggested" in ran.err
    assert "SHA-256" in ran.err
    assert "--trust lets it be loaded." in ran.err
    ran = commands.done("suggest", seeds, "--source", "entities", "--trust")
    assert "may be loaded from now on" in ran.err
    commands.done("suggest", seeds, "--source", "entities", "--model", DEFAULT_NAME)


OTHERS = {
    "empty": " \n",
    "marks": "“" * 50_000 + "”" * 25_000 + "'" * 15_000 + '"' * 10_000 + "\n",
    "arabic": "قال الرئيس: «لن نتراجع». " * 40 + "\n",
    "chinese": "阿里巴巴表示：“我们没有做错。”他说。\n" * 40,
    "line": "word " * 20_000,
    "strange": "\0\ud7ff\U0001f642“a\u2028b\u2029c”\r\n\r \t" * 100 + "\n",
}


def test_texts_of_every_kind(commands: Commands, texts: Maker):
    path = texts(**OTHERS)
    found = commands.done("suggest", path, "--json").answer
    ANSWER.validate(found)
    with Project.open(path, read_only=True) as project:
        contents = {article.name: project.text(article.id) for article in project.articles()}
    for one in found["suggestions"]:
        assert contents[one["article"]][one["start"] : one["end"]] == one["text"]


def test_an_article_of_ten_megabytes(commands: Commands, texts: Maker):
    """By rules; the model would need minutes for it, and can be stopped at any time."""
    body = text_of("004_baab16126724ff0f.txt")
    long = (body + "\n\n") * (10_000_000 // len(body))
    path = texts(long=long)
    found = commands.done("suggest", path, "--source", "quotes", "--json").answer
    assert found["suggestions"]


def test_a_story_without_articles_and_an_empty_project(commands: Commands, tmp_path: Path):
    path = tmp_path / "empty.annotator"
    commands.done("new", path)
    assert commands.done("suggest", path, "--json").answer == {"suggestions": []}
    assert "There is no project" in commands.refused("suggest", tmp_path / "none.annotator")
    (tmp_path / "letter.annotator").write_text("A letter.")
    commands.refused("suggest", tmp_path / "letter.annotator")


# The worker


class Worker:
    """The real worker process, as the window starts it."""

    def __init__(self) -> None:
        from ui.jobs import worker_program

        self.process = subprocess.Popen(
            worker_program(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def say(self, **message: Any) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        return dict(json.loads(line)) if line else {}

    def ask(self, task: str, **arguments: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The answer and what was told before; the right to write is lent whenever asked for."""
        self.say(job=1, task=task, arguments=arguments, lender=os.getpid())
        told: list[dict[str, Any]] = []
        while True:
            message = self.hear()
            if "wants_to_write" in message:
                self.say(granted=1)
            elif not message or message.keys() & {"result", "failed", "cancelled"}:
                return message, told
            told.append(message)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(500)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()


@pytest.fixture
def worker() -> Iterator[Callable[[], Worker]]:
    started: list[Worker] = []

    def start() -> Worker:
        started.append(Worker())
        return started[-1]

    yield start
    for one in started:
        one.end()


def test_the_worker_suggests_while_the_window_has_the_project(
    worker: Callable[[], Worker], seeds: Path
):
    with Project.open(seeds) as project:
        one = worker()
        answer, told = one.ask("suggest", project=str(seeds))
        result = answer["result"]
        assert result["kept"]
        assert result["parsed"] == 5
        assert result["counts"]["quotes"] > 10
        progress = [m["progress"] for m in told if "progress" in m]
        assert progress[-1][:2] == [5, 5]
        asked = [m for m in told if "wants_to_write" in m]
        assert 1 <= len(asked) <= 4, "writing is asked for a few times, not for every article"
        assert sum(project.suggestion_counts("nobody").values()) == sum(result["counts"].values())
        again, told = one.ask("suggest", project=str(seeds))
        assert (again["result"]["unchanged"], again["result"]["parsed"]) == (3, 0)
        assert not [m for m in told if "wants_to_write" in m]
        stories = [story.id for story in project.stories()]
        found, _ = one.ask("clues", project=str(seeds), stories=stories)
        clues = found["result"]["clues"][stories[0]]
        ids = {article.id for article in project.articles()}
        assert clues
        assert {place[0] for clue in clues for place in clue["passages"]} <= ids
        models, _ = one.ask("models", project=str(seeds))
        assert any(m["preferred"] and len(m["sha256"]) == 64 for m in models["result"]["models"])


def many(path: Path, texts: Maker) -> Path:
    body = text_of("004_baab16126724ff0f.txt")
    return texts(**{f"t{n:02}": f"{body}\nNumber {n}.\n" for n in range(40)})


@pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")
def test_killed_in_the_middle_nothing_is_lost_but_an_article(
    worker: Callable[[], Worker], texts: Maker, tmp_path: Path
):
    path = many(tmp_path, texts)
    with Project.open(path) as project:
        one = worker()
        one.say(job=1, task="suggest", arguments={"project": str(path)}, lender=os.getpid())
        while True:
            message = one.hear()
            assert message, "the worker was killed too late"
            if "wants_to_write" in message:
                one.say(granted=1)
            elif "wrote" in message:
                break
        os.kill(one.process.pid, signal.SIGKILL)
        one.end()
        assert project.faults() == ()
        answer, _ = worker().ask("suggest", project=str(path))
        result = answer["result"]
        assert 0 < result["known"] < 40
        assert result["known"] + result["parsed"] == 40
        assert project.faults() == ()


def test_cancelled_in_the_middle_the_next_job_runs(
    worker: Callable[[], Worker], texts: Maker, tmp_path: Path
):
    path = many(tmp_path, texts)
    with Project.open(path) as project:
        one = worker()
        one.say(job=1, task="suggest", arguments={"project": str(path)}, lender=os.getpid())
        while "progress" not in one.hear():
            pass
        one.say(cancel=1)
        while "cancelled" not in (message := one.hear()):
            assert "result" not in message
            if "wants_to_write" in message:
                one.say(granted=1)
        assert project.suggestion_counts("nobody") == {}
        answer, _ = one.ask("suggest", project=str(path), sources=["quotes"])
        assert answer["result"]["counts"]["quotes"] > 0
