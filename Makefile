# Everything starts here: `make run` and `make test` need Python 3.11 or newer, make and a package registry, nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test fuzz lint setup bench lock data clean
.DEFAULT_GOAL := run

run: .venv/run.stamp  ## set up and start the dashboard on http://localhost:8501 (PORT=… for another port)
	@echo "Tourkarte: http://localhost:$(PORT)"
	@$(BIN)/streamlit run dashboard.py --server.port $(PORT)

test: .venv/test.stamp  ## set up and run all tests, browser tests included
	@$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder  # in our order: the longest files first

fuzz: .venv/test.stamp  ## look for new examples that break a property; takes long
	@HYPOTHESIS_PROFILE=fuzz $(BIN)/python -m pytest -p no:cacheprovider -q -m hypothesis

lint: .venv/test.stamp  ## style, types and the direction of imports
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports

setup: .venv/test.stamp  ## set up for running and testing

bench: .venv/test.stamp  ## measure; see bench/RESULTS.md
	@$(BIN)/python bench/run.py

lock:  ## renew the exact versions from the ranges in pyproject.toml (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
	  --no-header --extra setup pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
	  --no-header --extra setup --extra dev -c requirements.lock pyproject.toml -o tests/requirements.lock

data: .venv/test.stamp  ## derive the boundaries and the gazetteer anew and check them
	@$(BIN)/python data/build.py

clean:  ## forget the virtual environment
	rm -rf .venv

# A system Python of Debian comes without venv; as root we add it, else we say what is missing.
.venv/pyvenv.cfg:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Tourkarte needs Python 3.11 or newer; set PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -m venv .venv 2>/dev/null || \
	  { rm -rf .venv; apt-get update -qq >/dev/null && apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv .venv; } || \
	  { rm -rf .venv; echo "Python's venv is missing: install the package python3-venv." >&2; exit 1; }

.venv/run.stamp: .venv/pyvenv.cfg requirements.lock
	@echo "Setting up (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/test.stamp: .venv/run.stamp tests/requirements.lock tests/browser/chromium.py tests/store/postgresql.py
	@echo "Setting up the tests (once) ..."
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r tests/requirements.lock
	@$(BIN)/python tests/browser/chromium.py
	@$(BIN)/python tests/store/postgresql.py
	@touch $@
