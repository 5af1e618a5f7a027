# make up: the graph, its API and the sample data on this machine. make test: everything that CI checks.
# Both set up what they need first: a virtual environment in .venv with pinned, hashed dependencies; Java and Neo4j follow on first use.
PYTHON ?= python3
PIP = .venv/bin/python -m pip --disable-pip-version-check install --require-hashes --no-deps --progress-bar on
RUN = .venv/bin/python

.PHONY: up test lint types lock generate pictures sbom clean
.DEFAULT_GOAL := up

up: .venv/runtime
	@exec ./imagine up

test: .venv/dev lint
	@.ci/test $(PYTEST_ARGS)

lint: .venv/dev
	@.venv/bin/ruff check . && .venv/bin/ruff format --check .
	@.venv/bin/mypy
	@PYTHONPATH=. .venv/bin/lint-imports

# Writes the files that are derived from the declaration: schema/README.md, api/gql/schema.graphql, queries/README.md,
# queries/neo4j-browser, docs/rdf.md and docs/command-line.md.
generate: .venv/dev
	@./imagine generate

# Takes the pictures that the README and docs show. IMAGINE_HOME: a folder without documents of your own.
pictures: .venv/dev
	@PYTHONPATH=.:tests $(RUN) tests/pictures.py

# Pins what pyproject.toml asks for, for every platform, with hashes and without naming an index.
lock: .venv/dev
	@$(RUN) -m uv --version >/dev/null 2>&1 || $(RUN) -m pip install uv
	@$(RUN) -m uv pip compile pyproject.toml $(LOCK) -o requirements.lock
	@$(RUN) -m uv pip compile pyproject.toml --extra dev $(LOCK) -c requirements.lock -o requirements-dev.lock

# What the service runs on, as CycloneDX: sbom.cdx.json.
sbom: .venv/dev
	@$(RUN) .ci/sbom.py sbom.cdx.json && echo "wrote sbom.cdx.json"

LOCK = --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "error: Imagine Graph needs Python 3.11 or newer; set PYTHON=/path/to/python3.11 and try again" >&2; exit 1; }
	@echo "Making a virtual environment in .venv ..."
	@$(PYTHON) -m venv .venv

.venv/runtime: requirements.lock | .venv/bin/python
	@echo "Installing the pinned dependencies into .venv ..."
	@$(PIP) -r requirements.lock
	@touch $@

.venv/dev: requirements-dev.lock .venv/runtime | .venv/bin/python
	@echo "Installing the developers' tools into .venv ..."
	@$(PIP) -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
