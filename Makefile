# run and test need nothing installed but Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/run.done
TEST := $(VENV)/test.done

.PHONY: help run serve test check bench bench-quick pictures lock schema clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(RUN)  ## start with a demo publisher; Ctrl-C stops everything
	@$(VENV)/bin/dialonce demo

serve: $(RUN)  ## start without the demo
	@$(VENV)/bin/dialonce serve

test: $(TEST)  ## all tests, with all their own set-up
	@$(VENV)/bin/python -m pytest -n auto --maxprocesses=4 --dist loadfile
	@$(VENV)/bin/python -m pytest sdk/python/tests

check: $(TEST)  ## style, types, import contracts, and what the house promises of itself
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@MYPYPATH=src:. $(VENV)/bin/mypy -p bench
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/python sdk/js/build.py --check
	@$(VENV)/bin/python -m pytest tests/house

bench: $(TEST)  ## every figure of the targets, beside its limit; writes bench/RESULTS.md
	@$(VENV)/bin/python -m bench

bench-quick: $(TEST)  ## the same within three minutes
	@$(VENV)/bin/python -m bench --quick

pictures: $(TEST)  ## take the pictures of the README anew, from a fresh demo
	@$(VENV)/bin/python -m tests.journeys.pictures

lock:  ## make the lock files anew (needs uv)
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate pyproject.toml requirements/build.in -o requirements/run.txt
	uv pip compile -q --universal --generate-hashes --no-header --no-annotate pyproject.toml requirements/build.in --group test -o requirements/test.txt

clean:  ## forget the virtual environment; the data stays
	rm -rf $(VENV)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Dial-Once needs Python 3.11 or later; set PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv $(VENV)

$(RUN): requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Dial-Once needs into $(VENV) …"
	@$(VENV)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(VENV)/bin/python -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(TEST): requirements/test.txt $(RUN)
	@$(VENV)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@
