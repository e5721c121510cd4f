"""The questions of readers name pages that exist; a page that moved tells where its answers are now."""

from pathlib import Path

import yaml

from tests.support.project import DOCS, ROOT

FILE = ROOT / "tests/outputs/questions.yml"


def moved(docs: Path) -> dict[str, str]:
    """Return the address of each page, and of each old one of `redirect_from`, with the address it has now."""
    found = {}
    for file in sorted(docs.rglob("*.md")):
        address = file.relative_to(docs).as_posix().removesuffix(".md").removesuffix("index").rstrip("/")
        address = f"{address}/" if address else ""
        found[address] = address
        text = file.read_text("utf-8")
        matter = yaml.safe_load(text.split("---\n")[1]) if text.startswith("---\n") else {}
        for old in matter.get("redirect_from", ()):
            found.setdefault(old.strip("/") + "/", address)
    return found


def faults(text: str, pages: dict[str, str]) -> list[str]:
    """Return a sentence for each address of a page that is none, with its line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        names = yaml.safe_load(line) if line.strip() and not line.lstrip().startswith("#") else {}
        for answer in next(iter(names.values()), ()):
            page, mark, anchor = answer.partition("#")
            if pages.get(page) != page:
                cure = f"Write '{pages[page]}{mark}{anchor}'." if page in pages else "Correct or remove it."
                place = f"{FILE.relative_to(ROOT).as_posix()}:{number}"
                found.append(f"{place}: '{answer}' is on no page. {cure}")
    return found


def test_every_question_of_readers_is_answered_on_a_page_that_exists() -> None:
    found = faults(FILE.read_text("utf-8"), moved(DOCS))

    assert found == [], "\n".join(found)


def test_a_page_that_moved_says_where_its_answers_are_now(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("---\nredirect_from: [/a/]\n---\n# B\n", "utf-8")
    (tmp_path / "index.md").write_text("# Home\n", "utf-8")
    text = "# Questions.\n\nhow: [b/, b/#x]\nwhere: [a/#x]\nwho: ['#y', c/#z]\n"

    assert faults(text, moved(tmp_path)) == [
        "tests/outputs/questions.yml:4: 'a/#x' is on no page. Write 'b/#x'.",
        "tests/outputs/questions.yml:5: 'c/#z' is on no page. Correct or remove it.",
    ]
