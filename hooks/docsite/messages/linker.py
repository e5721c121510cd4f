"""What every rendering of data needs: templates, data, and where pages stand, so that one can link to another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from jinja2 import Environment

from docsite.addresses import anchored


class Shown(Protocol):
    """Data that knows which page shows each table, by the fence and what it names."""

    @property
    def pages(self) -> Mapping[tuple[str, str], str]:
        """The pages, as paths below docs/."""


Book = TypeVar("Book", bound=Shown)


@dataclass(frozen=True)
class Basis(Generic[Book]):
    """What rendering needs: templates, book, the address of each file and of the page that is rendered."""

    templates: Environment
    book: Book
    addresses: Callable[[str], str]
    address: str

    def link(self, fence: str, names: str, anchor: str) -> str:
        """Return the link to an address on the page that shows a table, empty where no page does."""
        page = self.book.pages.get((fence, names))
        return anchored(self.addresses(page), self.address, anchor) if page is not None else ""
