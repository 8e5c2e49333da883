# Needs Python 3.11 or later with venv, and make. Everything else goes into .venv; a second run is quick.

PYTHONS := python3.11 python3.12 python3.13 python3 python
ENOUGH := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON := $(shell for one in $(PYTHONS); do "$$one" -c '$(ENOUGH)' 2>/dev/null && echo "$$one" && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check

.PHONY: help demo test lint bench readme docs clean
.DEFAULT_GOAL := help

help:  ## what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .stamps/run  ## load the bundled example and answer questions about it
	@$(BIN)/acta demo

test: .stamps/dev  ## run the tests, the documentation's code included
	$(BIN)/python -m pytest -q

lint: .stamps/dev .stamps/src/actagraph  ## check format, style, types and layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	MYPYPATH=.stamps/src $(BIN)/mypy -p actagraph
	$(BIN)/lint-imports

bench: .stamps/dev  ## measure extraction, loading and questions
	@$(BIN)/python benchmarks/bench.py

readme: .stamps/dev  ## write what the commands print now into README.md and docs
	@$(BIN)/python docs/refresh.py
	@$(BIN)/python docs/refresh_notebook.py

docs: .stamps/dev  ## write the pages of the ontology's terms and of the questions
	@$(BIN)/python -m actagraph.ontology.generate
	@$(BIN)/python -m actagraph.queries.page > .stamps/questions.md
	@mv .stamps/questions.md docs/questions.md

clean:  ## remove what make made
	rm -rf .venv .stamps build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.stamps/venv:
	@test -n "$(PYTHON)" || { echo "make: no Python >= 3.11 with venv found (on Debian: apt-get install python3 python3-venv)" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@mkdir -p .stamps && touch $@

.stamps/run: .stamps/venv pyproject.toml constraints.txt
	@echo "installing actagraph into .venv (once; a minute or two)"
	@$(PIP) install -c constraints.txt setuptools
	@$(PIP) install -c constraints.txt --no-build-isolation -e .
	@touch $@

.stamps/dev: .stamps/run
	@echo "installing what the tests and checks need"
	@$(PIP) install -c constraints.txt --no-build-isolation -e '.[dev]'
	@touch $@

.stamps/src/actagraph:
	@mkdir -p .stamps/src && ln -s ../.. $@
