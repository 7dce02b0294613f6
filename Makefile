# One name per job; the same at the desk and in continuous integration.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CASE ?= nissan-aesc-2016

.PHONY: install run test bench docs pages lint clean

install: $(VENV)/.run-ready

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
	  || { echo "Cellworth needs Python 3.11, 3.12 or 3.13; $(PYTHON) is $$($(PYTHON) --version 2>&1). Name another with: make PYTHON=python3.12 run"; exit 2; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python has no venv module here. Install it once with: sudo apt install python3-venv"; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run-ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up $(VENV) (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.test-ready: requirements-dev.lock $(VENV)/.run-ready
	@echo "Adding the test tools (once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

run: install
	@$(BIN)/cellworth run $(CASE)

test: $(VENV)/.test-ready lint
	$(BIN)/python -m pytest

lint: $(VENV)/.test-ready
	$(BIN)/ruff check src tests benchmarks
	$(BIN)/ruff format --check src tests benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	@mkdir -p out
	@$(BIN)/cellworth bench --largest 10000000 --json out/bench.json

docs: $(VENV)/.test-ready
	@$(BIN)/python -m sphinx -q -W --keep-going -b html docs out/docs
	@echo "out/docs/index.html"

pages: install
	@$(BIN)/cellworth docs docs/reference --answers docs --sanity docs --choices docs --gallery docs --studies docs/how-to/study.md --estimators docs/validation

clean:
	rm -rf $(VENV) out
