# The one way to run everything: people and CI call the same targets.
# Needs Python 3.11 or later, make and git; the rest is installed into .venv from the locked, hashed requirements.

PYTHON ?= $(or $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$python; break; }; done),python3)
ARGS ?=

BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
RUN := $(BIN)/python -m
INSTALL := $(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r
UV := uv==0.13.9
LOCK := $(RUN) uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

# Material 9 prints a banner about MkDocs 2 at every build; requirements.in holds MkDocs at 1.6.1.
export NO_MKDOCS_2_WARNING := 1
# Tests start Python often, which costs a third more without what it has compiled; `make clean` deletes that.
unexport PYTHONDONTWRITEBYTECODE

.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help setup serve build check lint types test bench audit links offline pdf publish sources fix golden lock clean

help:  ## Show this list (default)
	@echo "Usage: make TARGET, with options for the tool behind it in ARGS: make test ARGS='-k links'"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' Makefile

setup: .venv/development  ## Install everything that the other targets need, a browser too where there is none
	$(RUN) tests.support.setup

serve: .venv/runtime  ## Show the site at http://127.0.0.1:8000/IntegrationDocumentation/, rebuilt at every save
	$(RUN) mkdocs serve $(ARGS)

build: .venv/runtime  ## Build the site into site/; any problem fails
	$(RUN) mkdocs build --strict $(ARGS)

check: sources lint build types test  ## All that CI runs, the quick checks first: sources, lint, build, types, test

lint: .venv/development  ## Check the style of the Python code, and which room imports which
	$(RUN) ruff check
	$(RUN) ruff format --check
	PYTHONPATH=hooks $(BIN)/lint-imports

types: .venv/development  ## Check the types of the Python code
	$(RUN) mypy

test: setup  ## Run all tests, side by side
	$(RUN) pytest --numprocesses auto --dist worksteal $(ARGS)

bench: .venv/development  ## Measure what the hook costs, with bar and verdict; takes minutes on an idle machine
	PYTHONPATH=hooks $(RUN) tests.bench $(ARGS)

audit: setup build  ## Hold the built site to Lighthouse, axe, its weights and ProperDocs; takes minutes
	$(RUN) tests.audit site

links: .venv/development build  ## Check the links to other sites, over the network; no part of a build
	$(BIN)/linkchecker --config linkcheckerrc $(ARGS) site/index.html

offline: .venv/runtime  ## Build site-offline.zip: the site to unpack and open from a folder, search included
	$(RUN) mkdocs build --strict --config-file offline.yml --site-dir .cache/offline $(ARGS)
	PYTHONPATH=hooks $(RUN) docsite.outputs.offline .cache/offline site-offline.zip

pdf: setup build  ## Print each whole guide of site/ as a PDF with page numbers and contents, below .cache/downloads
	rm -rf .cache/downloads
	$(RUN) tests.pdf site .cache/downloads

publish: pdf offline  ## Build site/ as readers get it: with the PDFs and the offline archive to download; takes minutes
	mv site-offline.zip .cache/downloads
	$(RUN) mkdocs build --strict --config-file publish.yml $(ARGS)

sources: .venv/runtime  ## Check front matter, data, samples and redirects in a second or two; ARGS names files
	PYTHONPATH=hooks $(RUN) docsite $(ARGS)

fix: .venv/development  ## Fix pages, data and code as far as a machine can; ARGS=--diff shows what and writes nothing
	$(RUN) ruff check --fix --exit-zero $(filter --diff,$(ARGS))
	$(RUN) ruff format $(filter --diff,$(ARGS))
	PYTHONPATH=hooks $(RUN) docsite fix --build $(ARGS)

golden: setup  ## Rewrite the expected outputs of the tests; review them with git diff
	UPDATE_GOLDEN=1 $(RUN) pytest $(ARGS)

lock: $(BIN)/python  ## Write each requirements*.txt from its requirements*.in; ARGS=--upgrade takes newer releases
	$(RUN) pip install --quiet --disable-pip-version-check $(UV)
	$(LOCK) $(ARGS) requirements.in --output-file requirements.txt
	$(LOCK) $(ARGS) requirements-dev.in --output-file requirements-dev.txt
	$(LOCK) $(ARGS) --no-deps tests/properdocs/requirements.in --output-file tests/properdocs/requirements.txt

clean:  ## Delete the built site, the environment and all caches
	rm -rf .venv site site-offline.zip .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find hooks tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo \
		"This needs Python 3.11 or later, and '$(PYTHON)' is not. Install it, or name it: make PYTHON=/path/to/python3.12" \
		>&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
		&& apt-get update --quiet && apt-get install --quiet --yes --no-install-recommends python3-venv; } || { echo \
		"'$(PYTHON)' cannot create an environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv

.venv/runtime: requirements.txt $(BIN)/python
	$(INSTALL) $<
	@touch $@

.venv/development: requirements-dev.txt $(BIN)/python
	$(INSTALL) $<
	@touch $@ .venv/runtime
