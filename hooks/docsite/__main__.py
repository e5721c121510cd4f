"""The checks that need no built site, for the shell and for pre-commit: `python -m docsite [FILE ...]`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from docsite import fences, project, settings
from docsite.pages import files as docs_files
from docsite.sources import problems, suppressions
from docsite.sources.problems import Problem, settle
from docsite.sources.source import decode, place_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the problems of the sources; return 1 where there are any, 2 where none could be looked for."""
    parser = argparse.ArgumentParser(
        "docsite", description="Check the sources of the site; a build checks more."
    )
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="print only the problems of these files or folders"
    )
    parser.add_argument("--config", default="mkdocs.yml", help="the settings of the site (mkdocs.yml)")
    options = parser.parse_args(arguments)
    config = Path(options.config).absolute()
    try:
        found = check(config)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"docsite: {error}\n")
        return 2
    if options.files:
        wanted = [place_of(Path(each), config.parent) for each in options.files]
        found = [each for each in found if any(f"{each.path}/".startswith(f"{path}/") for path in wanted)]
    for problem in found:
        sys.stdout.write(f"{problems.line(problem)}\n")
    if found:
        sys.stdout.write(f"{problems.closing(found)}\n")
    return int(any(problem.level == "problem" for problem in found))


def check(config: Path) -> list[Problem]:
    """Return the problems of the sources of the site that `config` describes."""
    values, faults = docs_files.configuration(decode(config.name, config.read_bytes())[0])
    if faults:
        return [*faults]
    own = settings.read(values.get("extra") or {})
    files, clashes = docs_files.files(config.parent, values)
    read = project.read(files, own, clashes)
    found = settle([*read.problems, *fences.check(read)], own.levels)
    checked = [source for path, source in read.sources.items() if read.files[path].is_built]
    # Whether an exception is needed is known after a build alone.
    allowed = [each for each in suppressions.apply(found, checked) if each.rule != "unused-allow"]
    return settle(allowed, own.levels)


if __name__ == "__main__":
    sys.exit(main())
