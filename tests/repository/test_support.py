"""What the tests rest on: any browser is found, else installed; Node.js is there; a failed test leaves a picture."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.support import chromium, npm
from tests.support.project import ROOT

posix = pytest.mark.skipif(os.name == "nt", reason="what stands for a program is a script of a shell")
STUB = "#!/bin/sh\necho 'This needs the snap of chromium.' >&2\nexit 1\n"
BARE = "import os, sys\nfrom tests.support import chromium, setup\nchromium._PLACES = {}\n"
"""What a program begins with that sees no browser but those on its path."""


def program(path: Path, text: str = STUB) -> Path:
    """Write a program that can be executed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def real_browser(started_browser: tuple[Browser, str]) -> str:
    """Return the program that is the browser of the tests."""
    return started_browser[1]


def ran(code: str, folder: Path, **environment: str) -> tuple[int, str, str]:
    """Return status, output and errors of a program that has one folder on its path, and no browser elsewhere."""
    own = {name: value for name, value in os.environ.items() if name != "CHROMIUM"}
    own |= {"PATH": str(folder), "PLAYWRIGHT_BROWSERS_PATH": str(folder / "none"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", BARE + code],
        cwd=ROOT,
        env=own | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


# The browser


@pytest.mark.parametrize(
    ("system", "place"),
    [
        ("darwin", "Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("darwin", "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge"),
        ("darwin", "Applications/Chromium.app/Contents/MacOS/Chromium"),
        ("win32", "Google/Chrome/Application/chrome.exe"),
        ("win32", "Microsoft/Edge/Application/msedge.exe"),
        ("win32", "Chromium/Application/chrome.exe"),
        ("linux", "bin/google-chrome"),
        ("linux", "bin/microsoft-edge"),
        ("linux", "bin/chromium-browser"),
    ],
)
def test_a_browser_is_found_on_each_system(tmp_path: Path, system: str, place: str) -> None:
    program(tmp_path / place)
    environment = {"HOME": str(tmp_path), "PROGRAMFILES": str(tmp_path), "PATH": str(tmp_path / "bin")}

    assert tmp_path / place in chromium.candidates(environment, system)


def test_a_variable_that_is_not_set_and_a_system_that_is_not_known_are_no_place(tmp_path: Path) -> None:
    assert [*chromium.candidates({"PATH": str(tmp_path)}, "win32")] == []
    assert [*chromium.candidates({"PATH": str(tmp_path)}, "plan9")] == []


def test_what_playwright_turns_off_stays_off(running_browser: Browser) -> None:
    with pytest.raises(Error, match="<launching>") as raised:
        running_browser.browser_type.launch(executable_path=sys.executable)
    (features,) = set(re.findall(r"--disable-features=(\S+)", str(raised.value)))

    assert set(features.split(",")) <= set(chromium.TURNED_OFF)


@posix
def test_one_that_does_not_start_is_passed_over(tmp_path: Path, real_browser: str) -> None:
    program(tmp_path / "chromium")
    edge = program(tmp_path / "msedge", f'#!/bin/sh\nPATH={os.environ["PATH"]} exec "{real_browser}" "$@"\n')
    code = "with setup.sync_playwright() as playwright: print(chromium.start(playwright)[1])"

    assert ran(code, tmp_path) == (0, f"{edge}\n", "")


@posix
def test_root_on_debian_installs_its_package_the_lightest_that_there_is(
    tmp_path: Path, real_browser: str
) -> None:
    installed = f'#!/bin/sh\nPATH={os.environ["PATH"]} exec "{real_browser}" "$@"\n'
    packages = f"""\
#!{sys.executable}
import os, pathlib, sys
print(*sys.argv[1:], flush=True)
if "chromium" in sys.argv:
    file = pathlib.Path({str(tmp_path / "chromium")!r})
    file.write_text({installed!r})
    file.chmod(0o755)
"""
    program(tmp_path / "apt-get", packages)
    status, output, _ = ran("os.geteuid = lambda: 0\nsys.exit(setup.main())", tmp_path)

    assert output.splitlines() == [
        "update --quiet",
        "install --quiet --yes --no-install-recommends chromium-headless-shell fonts-liberation libatomic1",
        "install --quiet --yes --no-install-recommends chromium fonts-liberation libatomic1",
    ]
    assert status == 0


def test_playwright_is_asked_next_and_then_one_line_says_what_to_do(tmp_path: Path) -> None:
    code = "os.geteuid = lambda: 1000\nsys.exit(setup.main(lambda command: print(*command[1:])))"

    assert ran(code, tmp_path) == (1, "-m playwright install chromium\n", f"{chromium.MISSING}\n")


def test_where_playwright_itself_does_not_start_one_line_says_what_it_lacks(tmp_path: Path) -> None:
    """A bare Debian has no libatomic, which the Node.js of Playwright is linked with."""
    broken = "echo 'node: libatomic.so.1: cannot open shared object file' >&2; exit 127\n"
    node = program(tmp_path / "node", f"#!/bin/sh\n{broken}")
    code = "os.geteuid = lambda: 1000\nsys.exit(setup.main(lambda command: print(*command[1:])))"
    lacks = "node: libatomic.so.1: cannot open shared object file"

    assert ran(code, tmp_path, PLAYWRIGHT_NODEJS_PATH=str(node)) == (
        1,
        "-m playwright install chromium\n",
        f"Playwright does not start. Install what it lacks: {lacks}\n",
    )


def test_a_wrong_name_is_not_passed_over(tmp_path: Path) -> None:
    wrong = str(tmp_path / "chrome")

    assert ran("sys.exit(setup.main())", tmp_path, CHROMIUM=wrong) == (
        1,
        "",
        f"CHROMIUM is '{wrong}', and no browser starts there. Correct it, or leave it out.\n",
    )


# Node.js


@pytest.mark.parametrize("version", [None, "v18.20.8"])
def test_nodejs_of_the_lock_takes_the_place_of_none_and_of_an_old_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, version: str | None
) -> None:
    if version:
        program(tmp_path / "node", f"#!/bin/sh\necho {version}\n")
        program(tmp_path / "npm")
    monkeypatch.setenv("PATH", str(tmp_path))
    node, npm_command = npm.commands.__wrapped__()

    assert Path(node).is_relative_to(npm.WHEEL)
    assert npm.version(node) >= npm.OLDEST
    done = subprocess.run([*npm_command, "--version"], check=True, capture_output=True, text=True)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", done.stdout)


@posix
def test_a_recent_nodejs_on_the_path_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    node = program(tmp_path / "node", "#!/bin/sh\necho v20.1.0\n")
    own = program(tmp_path / "npm")
    monkeypatch.setenv("PATH", str(tmp_path))

    assert npm.commands.__wrapped__() == (str(node), [str(own)])


@posix
def test_scripts_of_npm_find_the_nodejs_of_the_lock(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"scripts": {"build": "node --version > said"}}', "utf-8")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/sh").symlink_to("/bin/sh")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(npm, "commands", npm.commands.__wrapped__)
    npm.run(tmp_path, "run", "--silent", "build")

    assert (tmp_path / "said").read_text("utf-8").startswith("v")


# Pictures

FAILING = """\
import pytest


@pytest.fixture(scope="session")
def server():
    return "http://site.test/"


@pytest.fixture
def page(browser, faults):
    tab = browser.new_page()
    tab.on("pageerror", lambda error: faults.append(str(error)))
    return tab


def test_that_asserts_in_the_tab_that_is_kept(browser, kept_tab):
    kept_tab.set_content("<h1>Here</h1>")
    assert False


def test_that_asserts(page):
    page.set_content("<h1>Here</h1>")
    assert False


def test_that_hears_a_fault(page):
    page.set_content("<script>wrong()</script>")


def test_that_passes(page):
    page.set_content("<h1>Here</h1>")
"""


def test_a_browser_test_that_fails_leaves_a_picture_and_says_where(tmp_path: Path) -> None:
    (tmp_path / "test_pages.py").write_text(FAILING, "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, f"--rootdir={tmp_path}", "-c", ROOT / "pyproject.toml", tmp_path],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    pictures = [Path(each) for each in re.findall(r"^(/.*\.png|[A-Z]:.*\.png)$", done.stdout, re.MULTILINE)]
    headed = [file.read_bytes()[:4] for file in pictures]
    for file in pictures:
        file.unlink()

    assert headed == [b"\x89PNG"] * 3
    assert "2 failed, 2 passed, 1 error" in done.stdout
