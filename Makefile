# Everything a fresh machine needs is Python 3.11 or newer and make.
SHELL := /bin/sh
PYTHON ?= python3
BIN := .venv/bin
export DJANGO_SETTINGS_MODULE := soi.project.settings

.PHONY: run test test-long check fix full bench demo audit lock texts

run: .venv/web
	@exec $(BIN)/soi serve

# All of it; PATHS=tests/desk for a part, PATHS=--changed for what a change can touch.
test: .venv/dev
	$(BIN)/python -m tests.run $(PATHS)

test-long: .venv/dev
	SOI_KILLS=100 SOI_LONG=1 $(BIN)/python -m tests.run --long

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint soi --lint --check --quiet
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py makemigrations --check --dry-run --settings soi.project.sealed
	$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py check --deploy --fail-level WARNING --settings soi.project.sealed
	$(BIN)/python -m pytest tests/architecture

fix: .venv/dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint soi --reformat --quiet

full: .venv/web
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/full.txt
	@echo "The extras are here: analytics at speed (numba), papers as PDF (WeasyPrint; it needs pango)."

bench: .venv/dev
	$(BIN)/python -m bench.run

# ADVISORIES=FILE: advisories in the OSV format, brought in by hand; see docs/run.md.
audit: .venv/dev
	$(BIN)/python -m tests.audit $(ADVISORIES)

demo: .venv/web
	$(BIN)/soi demo

texts: .venv/dev
	$(BIN)/python -m tests.texts

# What both lists name has one version: whoever has one of them installed has the other's.
LOCKED = UV_CUSTOM_COMPILE_COMMAND="make lock" ../$(BIN)/uv pip compile -q --generate-hashes --no-emit-index-url --universal --python-version 3.11
lock: .venv/dev
	cd requirements && for name in base node; do $(LOCKED) --upgrade $$name.in -o $$name.txt || exit 1; done
	cd requirements && for name in dev full; do $(LOCKED) --upgrade -c base.txt $$name.in -o $$name.txt || exit 1; done
	cd requirements && $(LOCKED) --no-deps nation.in -o nation.txt

.venv/made:
	$(PYTHON) -m venv .venv
	@touch $@

.venv/web: .venv/made requirements/base.txt requirements/nation.txt pyproject.toml package-lock.json
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/base.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/nation.txt
	@$(BIN)/python -m soi.project.install
	@touch $@

.venv/dev: .venv/made requirements/dev.txt requirements/nation.txt pyproject.toml package-lock.json
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/nation.txt
	@$(BIN)/python -m soi.project.install
	@touch $@
