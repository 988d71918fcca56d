# One command for each errand. Needs python3 (3.11 or later) and make; the rest is installed in .venv.
# MINGA_DATA (data folder) and DATABASE_URL (PostgreSQL) of the caller reach `run` and `demo` as they are.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
JOBS ?= auto
BIN := .venv/bin

help: ## List what can be done
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: .venv/base.stamp build/assets.stamp ## Environment in .venv with the `minga` command, fonts and CSS
	@echo "setup: ready"

run: setup ## Start Minga with its demonstration at localhost:8000
	@$(BIN)/minga demo --if-empty
	@exec $(BIN)/minga serve

demo: setup ## Make the demonstration anew, in a fresh database
	@$(BIN)/minga demo --replace

test: check-sqlite ## Tests on SQLite, and on PostgreSQL when one answers
	$(call title,tests on PostgreSQL)
	@$(in_scratch) .ci/with-postgres --if-available $(pytest) --only-database -m "not browser"

bench: setup ## Measure: speed, size and precision against the references
	@$(BIN)/minga bench

fix: .venv/dev.stamp ## Format code and templates, mend what can be mended by itself
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format --quiet
	@$(templates) | xargs -0 -r $(BIN)/djade --target-version 5.2 || true

READINGS := $(addprefix check-,format lint types imports templates migrations locks licences hosts)
TRIALS := $(addprefix check-,sqlite postgres browser)

check: $(READINGS) $(TRIALS) ## Everything that has to hold before a change lands

lock: .venv/dev.stamp ## Lock requirements/*.in again (all to their newest: make lock LOCK=--upgrade)
	@cd requirements && $(uv_compile) dev.in --output-file dev.txt
	@cd requirements && $(uv_compile) base.in --constraints dev.txt --output-file base.txt
	@$(MAKE) check-locks

# -- Parts of setup. A stamp is written last, so that what was interrupted is done again. --

.venv/base.stamp: requirements/base.txt pyproject.toml .ci/install
	@PYTHON="$(PYTHON)" .ci/install base
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/base.stamp
	@PYTHON="$(PYTHON)" .ci/install dev
	@touch $@

asset_sources := $(shell find minga -name '*.css' -o -name '*.js' -o -name 'assets*.py' 2>/dev/null)

build/assets.stamp: .venv/base.stamp $(asset_sources)
	@echo "setup: fonts and style sheets"
	@$(BIN)/minga assets
	@mkdir -p build
	@touch $@

# -- Parts of check. They never see the caller's data folder nor its database. --

title = @printf '\n== %s\n' "$(1)"
in_scratch = scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; MINGA_DATA="$$scratch"
on_sqlite = $(in_scratch) env -u DATABASE_URL
pytest = $(BIN)/pytest -n $(JOBS) --dist loadgroup
templates = find minga -name '*.html' -print0
uv_compile = ../$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links $(LOCK)

$(READINGS): .venv/dev.stamp
$(TRIALS): setup .venv/dev.stamp

check-format:
	$(call title,format)
	@$(BIN)/ruff format --check

check-lint:
	$(call title,lint)
	@$(BIN)/ruff check

check-types:
	$(call title,types)
	@$(on_sqlite) $(BIN)/mypy

check-imports:
	$(call title,imports)
	@$(BIN)/lint-imports --no-logo

check-templates:
	$(call title,templates)
	@$(templates) | xargs -0 -r $(BIN)/djade --check --target-version 5.2
	@$(BIN)/djlint --lint --quiet --allow-empty-input minga

check-migrations:
	$(call title,migrations)
	@$(on_sqlite) $(BIN)/python manage.py makemigrations --check --dry-run

check-locks:
	$(call title,locks)
	@$(BIN)/python .ci/locks.py

check-licences:
	$(call title,licences)
	@$(BIN)/python .ci/licences.py

check-hosts:
	$(call title,hosts)
	@$(BIN)/python .ci/hosts.py

check-sqlite:
	$(call title,tests on SQLite)
	@$(on_sqlite) $(pytest) -m "not browser and not postgres"

check-postgres:
	$(call title,tests on PostgreSQL)
	@$(in_scratch) .ci/with-postgres $(pytest) --only-database -m "not browser"

check-browser:
	$(call title,journeys in the browser)
	@command -v chromium chromium-browser google-chrome >/dev/null || \
		{ echo "No Chromium here. On Debian: apt install chromium"; exit 1; }
	@$(on_sqlite) $(pytest) --dist loadfile -m browser

.PHONY: help setup run demo test bench fix check lock $(READINGS) $(TRIALS)
