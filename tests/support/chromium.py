"""The browser of the tests: any Chromium, Chrome or Edge that starts, wherever the system keeps it."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright

# The browser draws toolbar and address bar as pages of their own, which takes longer than most pages of a site
DRAWN = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "PreloadTopChromeWebUI"),
    *("InitialWebUI", "WebUIToolbar", "WebUIReloadButton", "SpareRendererForSitePerProcess"),
)
# What Playwright turns off, again, as the last list alone counts
TURNED_OFF = (
    *(
        "AvoidUnnecessaryBeforeUnloadCheckSync",
        "DestroyProfileOnBrowserClose",
        "HttpsUpgrades",
        "LensOverlay",
    ),
    *("HttpsFirstBalancedModeAutoEnable", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints", "AimEnabled"),
    *("NetworkTimeServiceQuerying", "PreconnectToSearch", "msForceBrowserSignIn"),
    "msEdgeUpdateLaunchServicesPreferredVersion",
)
ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-background-networking",  # else the browser itself asks other hosts
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    f"--disable-features={','.join((*TURNED_OFF, *DRAWN))}",
]
MISSING = "No Chromium, Chrome or Edge starts here. Install one, or name yours: make test CHROMIUM=/path/to/chromium"

_COMMANDS = (
    "chromium-headless-shell",  # the same browser without its window, in three quarters of the time
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
# Where installers put browsers that no command starts: below these folders, under these names.
_PLACES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "linux": (
        ("/opt", "/snap/bin", "/usr/lib"),
        ("google/chrome/chrome", "microsoft/msedge/msedge", "chromium", "chromium/chromium"),
    ),
    "darwin": (
        ("/Applications", "{HOME}/Applications"),
        (
            "Chromium.app/Contents/MacOS/Chromium",
            "Google Chrome.app/Contents/MacOS/Google Chrome",
            "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        ),
    ),
    "win32": (
        ("{PROGRAMFILES}", "{PROGRAMFILES(X86)}", "{LOCALAPPDATA}"),
        (
            "Chromium/Application/chrome.exe",
            "Google/Chrome/Application/chrome.exe",
            "Microsoft/Edge/Application/msedge.exe",
        ),
    ),
}


def candidates(environment: Mapping[str, str], system: str) -> Iterator[Path]:
    """Yield the browsers of a system, named as `sys.platform` has it: on the path, then where installers put them."""
    on_path = (shutil.which(each, path=environment.get("PATH", "")) for each in _COMMANDS)
    yield from (Path(each) for each in on_path if each)
    folders, names = _PLACES.get(system, ((), ()))
    for folder in folders:
        variable = folder.partition("{")[2].partition("}")[0]
        if not variable or variable in environment:
            below = Path(folder.replace(f"{{{variable}}}", environment.get(variable, "")))
            yield from (below / each for each in names if (below / each).is_file())


def start(playwright: Playwright) -> tuple[Browser, str] | None:
    """Start the browser that `CHROMIUM` names, else the first that starts; return it and its path, or nothing."""
    own = Path(playwright.chromium.executable_path)  # what `playwright install` has left, if anything
    named = os.environ.get("CHROMIUM")
    paths = [shutil.which(named) or named] if named else [*candidates(os.environ, sys.platform), own]
    for path in paths:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except (
            Error
        ):  # nothing there, a stub that only says what to install, or a browser without its libraries
            continue
        return browser, str(path)
    return None
