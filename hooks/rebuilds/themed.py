"""What a rebuild while serving takes from the builds before it where the theme shows a page: all of its output.

A theme shows on each page what it likes of the whole site: titles, addresses, front matter. Where nothing of that has
changed, nor the page itself, its output is the same, unless a template reads the content of another page.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docsite.sources.memory import Memory, remember
from jinja2 import Environment, Template, nodes
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from rebuilds.state import State

_OF_A_PAGE = frozenset(["content", "markdown", "toc", "present_anchor_ids", "links_to_anchors"])
"""What MkDocs knows of a page only when its Markdown is rendered, but for its title."""

_CLOCK = frozenset(["build_date_utc", "random"])
_BINDING = (nodes.For, nodes.Assign, nodes.Macro, nodes.With, nodes.CallBlock)


def remembering(state: State, env: Environment) -> Any:
    """Return what gives MkDocs the theme's templates, whose output is remembered with all that it is made of."""
    if state.memory is None:
        return env
    state.templates = state.templates or env
    state.skeleton, state.nav = None, None
    state.env = SimpleNamespace(get_template=partial(_template, state))
    return state.env


def _template(state: State, name: str) -> Any:
    template = state.templates.get_template(name)
    return SimpleNamespace(render=partial(_render, state, template, name))


def _render(state: State, template: Template, name: str, context: Mapping[str, Any]) -> str:
    page = context["page"]
    if page is None:
        return template.render(context)
    state.nav = context["nav"]
    if state.skeleton is None:
        shown = (_navigation(context["nav"]), [_shown(each.page) for each in context["pages"]])
        state.skeleton = remember(state.memory, ("skeleton", ""), shown, object)
    inputs = (name, state.skeleton, page.content, list(_headings(page.toc)))
    return remember(state.memory, ("themed", page.file.src_uri), inputs, lambda: template.render(context))


def _navigation(items: Navigation | Iterable[Any]) -> list[object]:
    return [(each.title, getattr(each, "url", None), _navigation(each.children or ())) for each in items]


def _shown(page: Page) -> object:
    neighbors = tuple(each and each.url for each in (page.previous_page, page.next_page))
    own = (
        page.title,
        page.url,
        page.canonical_url,
        page.edit_url,
        page.update_date,
        page.meta,
        page.file.inclusion,
    )
    return (page.file.src_uri, own, neighbors, page.parent and page.parent.title)


def _headings(toc: Iterable[Any]) -> Iterator[tuple[object, ...]]:
    for each in toc:
        yield (each.title, each.id, each.level, list(_headings(each.children)))


def forget_outputs(state: State) -> None:
    """Forget what the theme made of pages where a template may show on one what another has, or the time."""
    if state.memory is None:
        return
    state.shows_others = any([*_reading(state.memory, state.templates)])
    for key in [key for key in state.memory if state.shows_others and key[0] == "themed"]:
        del state.memory[key]


def _reading(memory: Memory, env: Environment) -> Iterator[bool]:
    """Yield of each template that was used whether it may read the content of another page, or the time."""
    for template in list(env.cache.values()) if env.cache is not None else []:
        text = Path(template.filename or "").read_text("utf-8")
        yield remember(memory, (f"reads {template.name}", ""), text, partial(reads_others, env, text))


def reads_others(env: Environment, text: str) -> bool:
    """Return whether a template may read the content of a page that is not the one it shows, or the time."""
    tree = env.parse(text)
    rebinds = any("page" in _bound(each) for each in tree.find_all(_BINDING))
    of_pages = [each for each in tree.find_all(nodes.Getattr) if each.attr in _OF_A_PAGE]
    of_pages = [each for each in of_pages if _names(each.node) != {"config"}]
    by_name = tree.find_all((nodes.Getitem, nodes.Filter, nodes.Call))
    return (
        any(not isinstance(each.node, nodes.Name) or each.node.name != "page" or rebinds for each in of_pages)
        or any(_asks(each) for each in by_name)
        or any(each.name in _CLOCK for each in tree.find_all(nodes.Name))
        or any(each.name in _CLOCK for each in tree.find_all(nodes.Filter))
    )


def _bound(node: nodes.Node) -> set[str]:
    """Return the names that a statement binds."""
    return {each.name for each in node.find_all(nodes.Name) if each.ctx in ("store", "param")}


def _names(node: nodes.Node) -> set[str]:
    own = {node.name} if isinstance(node, nodes.Name) else set()
    return own | {each.name for each in node.find_all(nodes.Name)}


def _asks(node: nodes.Node) -> bool:
    """Return whether an attribute of a page is asked for by its name in quotes."""
    if isinstance(node, nodes.Getitem):
        asked = [node.arg]
    elif isinstance(node, nodes.Filter):
        asked = [*node.args, *(each.value for each in node.kwargs)]
    else:
        is_plain = (
            isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and node.node.attr == "get"
        )
        asked = list(node.args) if is_plain and isinstance(node, nodes.Call) else []
    texts = (each.value for each in asked if isinstance(each, nodes.Const) and isinstance(each.value, str))
    return any(not _OF_A_PAGE.isdisjoint(text.split(".")) for text in texts)
