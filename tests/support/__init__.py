"""What the tests share."""

from pkgutil import iter_modules

import pytest

# So that their asserts say what they compared.
pytest.register_assert_rewrite(*(f"{__name__}.{module.name}" for module in iter_modules(__path__)))
