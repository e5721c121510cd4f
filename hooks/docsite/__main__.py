"""The checks that need no built site, for the shell and for pre-commit, and what they suggest put into the files.

`python -m docsite [FILE ...]` checks; `python -m docsite fix [--build] [--diff] [FILE ...]` fixes;
`python -m docsite message FILE...` checks messages of a reader, as the page that checks messages does.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from docsite import fences, message_files, reading, settings
from docsite.outputs.search import index
from docsite.pages import files as docs_files
from docsite.sources import configuration, fixes, problems, suppressions
from docsite.sources.memory import Memory
from docsite.sources.paths import repo_path
from docsite.sources.problems import Problem, settle
from docsite.sources.wording import count


class NoBuildError(Exception):
    """MkDocs could not build the site; the text is what it says."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the problems of the sources, or fix them; return 1 where any is left, 2 where none could be looked for."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["message"]:
        return message_files.main(given[1:])
    is_fixing = given[:1] == ["fix"]
    options = (_fix_parser() if is_fixing else _parser()).parse_args(given[1:] if is_fixing else given)
    try:
        return fix(options) if is_fixing else _print(_chosen(check(_config(options)), options))
    except (OSError, ValueError, NoBuildError) as error:
        sys.stderr.write(f"docsite: {error}\n")
        return 2


def _parser(
    name: str = "docsite", does: str = "Check the sources of the site; a build checks more."
) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(name, description=does)
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="only the problems of these files or folders"
    )
    parser.add_argument("--config", default="mkdocs.yml", help="the settings of the site (mkdocs.yml)")
    return parser


def _fix_parser() -> argparse.ArgumentParser:
    parser = _parser(
        "docsite fix", "Replace the author's text by what the problems suggest, then check again."
    )
    parser.add_argument("--diff", action="store_true", help="show the changes and write nothing")
    parser.add_argument(
        "--build", action="store_true", help="build the site, for its links have problems too"
    )
    return parser


def _config(options: argparse.Namespace) -> Path:
    return Path(options.config).absolute()


def _chosen(found: Sequence[Problem], options: argparse.Namespace) -> list[Problem]:
    """Return the problems of the files that the command line names, or all."""
    wanted = [repo_path(each, _config(options).parent) for each in options.files]
    return [
        each for each in found if not wanted or any(f"{each.path}/".startswith(f"{path}/") for path in wanted)
    ]


def _print(found: Sequence[Problem]) -> int:
    for problem in found:
        sys.stdout.write(f"{problems.line(problem)}\n")
    if found:
        sys.stdout.write(f"{problems.closing(found)}\n")
    return int(any(problem.level == "problem" for problem in found))


def check(config: Path, memory: Memory | None = None) -> list[Problem]:
    """Return the problems of the sources of the site that `config` describes; `memory` is that of checks before."""
    documents, faults = configuration.read(config)
    if faults:
        return [*faults]
    values = configuration.merged(documents)
    own = settings.read(values.get("extra") or {}, documents)
    files, clashes = docs_files.files(config.parent, values)
    read = reading.read(files, own, clashes, memory=memory, site_url=values.get("site_url") or "")
    guides = settings.empty_guides(own, read.pages)
    found = settle(
        [
            *(*own.problems, *guides, *read.problems),
            *(fences.check(read, memory) if own.fences else ()),
            *(index.of_sources(read, memory).problems if own.search else ()),
        ],
        own.levels,
    )
    checked = [document.source for document in documents]
    checked += [source for path, source in read.sources.items() if read.files[path].is_built]
    # Whether an exception is needed is known after a build alone.
    allowed = [each for each in suppressions.apply(found, checked) if each.rule != "unused-allow"]
    return settle(allowed, own.levels)


def build(config: Path) -> list[Problem]:
    """Return the problems of a build of the site, in another process; raise NoBuildError where there is none."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "problems.json")
        command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--config-file", str(config)]
        done = subprocess.run(
            [*command, "--site-dir", str(Path(folder, "site"))],
            env={**os.environ, fixes.VARIABLE: str(told)},
            capture_output=True,
            text=True,
            check=False,
        )
        if not told.is_file():
            raise NoBuildError(f"MkDocs does not build the site.\n{done.stderr.strip()}")
        return fixes.load(told)


def fix(options: argparse.Namespace) -> int:
    """Put the suggestions into the files, or show what would change; return 1 where problems or changes are left."""
    look, root = (build if options.build else check), _config(options).parent
    found = _chosen(look(_config(options)), options)
    made = list(fixes.make(found, root))
    fixed = [problem for each in made for problem in each.fixed]
    for each in made:
        if options.diff:
            sys.stdout.write(fixes.diff(each))
        else:
            fixes.write(each, root)
        for problem, reason in each.left:
            sys.stderr.write(f"{problem.path}:{problem.line}:{problem.column}: not fixed: {reason}.\n")
    if options.diff:
        return int(bool(fixed))
    if fixed:
        files = count(len({problem.path for problem in fixed}), "file")
        sys.stdout.write(f"Fixed {count(len(fixed), 'problem')} in {files}.\n")
        found = _chosen(look(_config(options)), options)
    return _print(found)


if __name__ == "__main__":
    sys.exit(main())
