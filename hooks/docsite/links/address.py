"""Addresses as browsers read them: what a link's value says before anything is known of the site.

A value is split into scheme, host, path and fragment, joined to the page that it stands on, and dot segments
and doubled slashes are taken out, after the WHATWG URL standard as far as it concerns links.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_AUTHORITY = re.compile(
    r"(?>(?:[^/?#]*@)?)(?P<host>\[[^\]/?#]*\]|[^:/?#\s]*)(?::(?P<port>[0-9]*))?(?P<rest>(?:[/?#].*)?)",
    re.DOTALL,
)
_MAILBOX = re.compile(r"(?!//)[^@\s,;<>]+@[^@\s,;<>.]+(?:\.[^@\s,;<>.]+)*")
_DEFAULT_PORTS = {"http": "80", "https": "443"}


class Address(NamedTuple):
    """A link's value in parts. `host` is lower case with its port where that is not the scheme's own."""

    scheme: str
    host: str
    path: str
    fragment: str | None


class Base(NamedTuple):
    """Where the site stands: host, `""` without site_url, and path, which begins and ends in `/`."""

    host: str
    path: str


def base_of(site_url: str | None) -> Base:
    """Return host and base path of a site_url; raise ValueError where it is no address."""
    if not site_url:
        return Base("", "/")
    address = split(site_url)
    folders = [folder for folder in unquote(address.path).split("/") if folder]
    return Base(address.host, "".join(f"/{folder}" for folder in folders) + "/")


def split(value: str) -> Address:
    """Return the parts of a link's value; raise ValueError with the reason where it is no address."""
    if not value.isprintable():
        value = re.sub(r"[\t\r\n]", "", value)
    match = _SCHEME.match(value)
    scheme = match[1].lower() if match else ""
    rest = value[match.end() :] if match else value
    if scheme in _DEFAULT_PORTS and rest.strip("/") and not rest.startswith(("//", "\\")):
        raise ValueError(f"has no '//' after '{scheme}:'")  # browsers differ in what they make of it
    if "\\" in rest and scheme in ("", "http", "https"):
        path, query = _until_query(rest)
        rest = path.replace("\\", "/") + query
    host = ""
    if scheme in _DEFAULT_PORTS or (not scheme and rest.startswith("//")):
        authority = _AUTHORITY.fullmatch(rest.lstrip("/"))
        if not authority or not authority["host"]:
            raise ValueError("has no host name")
        port = authority["port"] or ""
        is_default = port in ("", _DEFAULT_PORTS.get(scheme))
        host = unquote(authority["host"]).lower() + ("" if is_default else f":{port}")
        rest = authority["rest"]
    if scheme == "mailto" and not _is_mailbox(rest):
        raise ValueError("is not an email address")
    before, mark, fragment = rest.partition("#")
    return Address(scheme, host, before.partition("?")[0], fragment if mark else None)


def _until_query(text: str) -> tuple[str, str]:
    match = re.search(r"[?#]", text)
    return (text[: match.start()], text[match.start() :]) if match else (text, "")


def _is_mailbox(rest: str) -> bool:
    recipients, mark, _ = rest.partition("?")
    if not recipients:
        return bool(mark)
    return all(_MAILBOX.fullmatch(unquote(each).strip()) for each in recipients.split(","))


def join(page: str, path: str) -> str:
    """Return the absolute path of `path` seen from the page at the absolute path `page`.

    `..` stops at the root, as in a browser; a doubled slash inside the path counts as one.
    """
    if not path:
        return page
    if not path.startswith("/"):
        path = page[: page.rfind("/") + 1] + path
    if "%" in path:
        path = re.sub(r"(?<=/)(?:\.|%2e){1,2}(?=/|$)", _dots, path, flags=re.IGNORECASE)
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment not in ("", "."):
            kept.append(segment)
    is_folder = segments[-1] in ("", ".", "..") and bool(kept)
    return f"/{'/'.join(kept)}/" if is_folder else f"/{'/'.join(kept)}"


def absolute(base: Base, page: str, address: Address) -> str:
    """Return the absolute path of an address seen from the page at `page`, a path below the base."""
    path = address.path or "/" if address.host else address.path
    return join(base.path + page, path)


def below(base: str, path: str) -> str | None:
    """Return a path below the base, compared by segment, or None where it is not below it."""
    for each in (path, unquote(path)):
        if each.startswith(base):
            return each[len(base) :]
        if each + "/" == base:
            return ""
    return None


def _dots(match: re.Match[str]) -> str:
    return match[0].lower().replace("%2e", ".")
