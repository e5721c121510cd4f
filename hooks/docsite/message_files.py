"""Messages of a reader in a shell: `python -m docsite message FILE...` finds what the page that checks them does."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from docsite import reading, settings
from docsite.messages.judge import message
from docsite.messages.judge.message import Engine, Judged
from docsite.messages.judge.notes import Finding
from docsite.outputs import checker
from docsite.pages import files as docs_files
from docsite.sources import configuration
from docsite.sources.problems import line_of


def main(arguments: Sequence[str]) -> int:
    """Print the findings; return 1 where one is an error, 2 where a file cannot be read or a kind is unknown."""
    options = _parser().parse_args(arguments)
    try:
        engine = _engine(Path(options.config).absolute())
        kinds = [each["id"] for form in ("hl7", "json", "csv") for each in engine.rules[form]["kinds"]]
        if options.kind and options.kind not in kinds:
            raise ValueError(f"there is no kind '{options.kind}'. Use one of: {', '.join(kinds)}.")
        found = {name: message.of_bytes(engine, _data(name), options.kind) for name in options.files}
    except (OSError, ValueError) as error:
        sys.stderr.write(f"docsite: {error}\n")
        return 2
    if options.json:
        told = [{"file": name, **asdict(each)} for name, one in found.items() for each in one.findings]
        _write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        for name, judged in found.items():
            _print("(input)" if name == "-" else name, judged)
    return int(any(each.level == "error" for judged in found.values() for each in judged.findings))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("docsite message", description="Check messages to and from IRIS.")
    parser.add_argument("files", nargs="+", metavar="FILE", help="a message, or - for the standard input")
    parser.add_argument("--kind", default="", help="the kind of message, where it is not to be recognized")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--config", default="mkdocs.yml", help="the settings of the site (mkdocs.yml)")
    return parser


def _engine(config: Path) -> Engine:
    """Return what judges messages by the specifications of the site that `config` describes."""
    documents, faults = configuration.read(config)
    if faults:
        raise ValueError(faults[0].message)
    values = configuration.merged(documents)
    files, clashes = docs_files.files(config.parent, values)
    read = reading.read(files, settings.read(values.get("extra") or {}, documents), clashes)
    return message.prepare(read.messages.rules(checker.addresses(read)))


def _data(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _print(name: str, judged: Judged) -> None:
    for each in judged.findings:
        _write(f"{name}:{each.line}:{each.column}: {each.level}: {_sentence(each)} [{each.rule}]\n")


def _write(text: str) -> None:
    """Print text, with an escape for what the output cannot show."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _sentence(finding: Finding) -> str:
    return line_of(f"{finding.fact}. {finding.remedy}".rstrip())
