# Every target does its own set-up, so each works on a fresh clone. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest

# Compiled modules are kept, whatever the shell says: without them every start compiles all again, for seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run check test test-fast test-browser test-spark lock sample docs site screenshots audit bench dist try-dist clean

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

.venv/.installed: requirements.lock scripts/prepare.sh
	@scripts/prepare.sh python
	@touch $@

run: .venv/.installed  ## serve the dashboard; make run DATA=folder-or-postgresql://… PORT=8501
	@exec $(PYTHON) -m dashboard $(if $(DATA),--data "$(DATA)") $(if $(PORT),--port $(PORT))

check: .venv/.installed  ## style, types and the direction of imports (seconds)
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports

test: test-fast test-browser  ## every test, with branch coverage of qi

test-fast: .venv/.installed  ## the tests that need no browser
	@scripts/prepare.sh postgres
	@$(PYTEST) -m "not browser and not spark" -n logical --maxprocesses 4 --dist worksteal --cov --cov-report=term

test-browser: .venv/.installed  ## the tests that drive a real Chromium
	@scripts/prepare.sh browser
	@scripts/prepare.sh login
	@$(PYTEST) -m browser tests/browser -n 2 --dist loadfile --no-loadscope-reorder

.venv-spark/.installed: .venv/.installed requirements-spark.lock scripts/prepare.sh
	@scripts/prepare.sh spark
	@touch $@

test-spark: .venv-spark/.installed  ## the tests that need Spark (Java 17; not part of make test)
	@.venv-spark/bin/python -m pytest -m spark tests/spark

lock: .venv/.installed  ## resolve the dependencies again and write requirements.lock
	@$(PYTHON) -m uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-header \
	  --upgrade --quiet --output-file requirements.lock
	@$(PYTHON) -m scripts.spark_extra | $(PYTHON) -m uv pip compile - --constraints requirements.lock --universal \
	  --generate-hashes --no-header --upgrade --quiet --output-file requirements-spark.lock

sample: .venv/.installed  ## make the synthetic sample data again
	@$(PYTHON) -m data.sample.make_sample

docs: .venv/.installed  ## write the generated reference pages and drawings again
	@$(PYTHON) -m scripts.reference
	@$(PYTHON) -m scripts.evidence
	@$(PYTHON) -m scripts.pictures

screenshots: .venv/.installed  ## draw every page into docs/images
	@scripts/prepare.sh browser
	@$(PYTHON) -m scripts.screenshots

# Apart from `make check`: it needs the internet. It fails for a known weakness, and as well when it could not look.
audit: .venv/.installed  ## look every dependency up among known weaknesses (needs the internet)
	@$(PYTHON) -m pip_audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements.lock

bench: .venv/.installed  ## measure the dashboard against the floor apps
	@scripts/prepare.sh browser
	@$(PYTHON) -m benchmarks

site: .venv/.installed  ## build the documentation as a web site into build/site; a dead link is an error
	@NO_MKDOCS_2_WARNING=1 $(PYTHON) -m mkdocs build --strict

dist: .venv/.installed  ## build wheel and source archive into dist
	@$(PYTHON) -m hatchling build -d dist

try-dist: .venv/.installed  ## install the wheel and every locked package in a clean place, serve it, and look
	@scripts/prepare.sh browser
	@$(PYTHON) -m scripts.clean_install --locked

clean:  ## remove the environment and all caches
	@rm -rf .venv .venv-spark .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage* htmlcov
