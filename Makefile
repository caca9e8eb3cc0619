# What can be done here, one word each. `make` alone lists it. Needs python3 (3.11 or newer) and make.
PYTHON ?= python3
VENV ?= .venv
PORT ?= 8000
PY = $(VENV)/bin/python
export VENV PORT
# What is compiled is kept, or each of many processes would do it anew.
unexport PYTHONDONTWRITEBYTECODE
.DEFAULT_GOAL = help
.PHONY: help demo run migrate setup test check fix messages lock bench chaos clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

demo: demo-data  ## everything from nothing: environment, database, demo data; serves on PORT (8000)
	@$(PY) -m guildhall serve --port $(PORT)

run: run-environment  ## serve what is in GUILDHALL_HOME (./data) on PORT
	@$(PY) -m tools.messages --compile
	@$(PY) -m guildhall serve --port $(PORT)

migrate: run-environment  ## bring the database in GUILDHALL_HOME up to date
	@$(PY) -m guildhall migrate

setup: dev-environment  ## the environment that checks and tests need
	@$(PYTHON) tools/environment.py browser

test: setup  ## every test, on SQLite and on PostgreSQL (ARGS="-k meeting" for some)
	@$(PY) -m tools.suite $(ARGS)

check: dev-environment  ## format, lint, types, floors, migrations, translations, layout
	@$(PY) -m tools.checks

fix: dev-environment  ## let the formatters mend what they can
	@$(PY) -m tools.checks --fix

messages: dev-environment  ## collect sentences for translation, keep what is translated, compile
	@$(PY) -m tools.messages $(ARGS)

lock: dev-environment  ## write requirements/*.txt anew (ARGS=--upgrade for newer versions)
	@$(PY) -m tools.lock $(ARGS)

bench: dev-environment  ## measure on both databases and print the figures
	@$(PY) -m bench $(ARGS)

chaos: dev-environment  ## kill the server at random moments and look for anything lost
	@$(PY) -m tools.chaos $(ARGS)

clean:  ## remove the environment and what tools left, never data
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache

.PHONY: run-environment dev-environment demo-data
demo-data: run-environment
	@$(PY) -m tools.messages --compile
	@$(PY) -m guildhall prepare
	@SITE_URL=$${SITE_URL:-http://127.0.0.1:$(PORT)} $(PY) -m guildhall demo
run-environment:
	@$(PYTHON) tools/environment.py run
dev-environment:
	@$(PYTHON) tools/environment.py dev
