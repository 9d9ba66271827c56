# Each target sets up .venv by itself; all that is needed is Python 3.11 or newer (PYTHON=… picks one).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := .venv-peers

# Tables that a script makes from other data: `make check` rebuilds them and fails when one changes.
DERIVED := training/make_traditional.py

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: help demo test check format lint types rooms derived bench bench-peers clean
.DEFAULT_GOAL := help

help:
	@echo "make demo         analyse the articles in examples/"
	@echo "make test         run the tests"
	@echo "make check        everything that CI runs"
	@echo "make format       format the code, mend what ruff can mend"
	@echo "make bench        time it, beside jieba in the same run"
	@echo "make bench-peers  compare with other packages on one page"

demo: $(VENV)/.installed
	@$(BIN)/newsnlp analyze examples/*.txt

test: $(VENV)/.installed-dev
	@$(BIN)/python -m pytest -q

check: lint types rooms derived test

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(VENV)/.installed-dev
	$(BIN)/mypy

rooms: $(VENV)/.installed-dev
	$(BIN)/lint-imports

derived: $(VENV)/.installed-dev
	.ci/rebuilt $(BIN)/python $(DERIVED)

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.installed
	OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/speed.py

bench-peers: $(VENV)/.installed $(PEERS)/.installed
	$(BIN)/python benchmarks/peers.py --peers-python $(PEERS)/bin/python

clean:
	rm -rf $(VENV) $(PEERS) build dist

# The stamps are renewed when pyproject.toml changes; `pip -qq` shows errors only.
$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newsnlp needs Python 3.11 or newer, $(PYTHON) is " + sys.version.split()[0] + "; name another with PYTHON=...")'
	@echo "Setting up $(VENV), a minute or two the first time" >&2
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq -e .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	@$(BIN)/python -m pip install -qq -e ".[dev]"
	@touch $@

# Apart from our own environment: a peer pins old versions of what we depend on.
$(PEERS)/.installed: benchmarks/peers-requirements.txt
	@$(PYTHON) -m venv $(PEERS)
	@while read -r line; do \
		$(PEERS)/bin/python -m pip install -qq $$line || echo "left out: $$line" >&2; \
	done < $<
	@touch $@
