"""How the tests start Chromium."""

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",  # the tests may run as root
    "--disable-gpu",
    "--disable-background-networking",  # else the browser itself asks other hosts
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
