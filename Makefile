# The verbs of this project; `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run test test-browser faults clients picture soak check format seed verify bench bench-scale lock text-given

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RELEASE := .build/release
DATABASE := $(RELEASE)/record.sqlite
DATASETTE := .build/datasette
CLIENTS := .build/clients
INPUTS := $(shell find app seed migrations -name '*.py' -o -name '*.yaml' -o -name '*.lock.json')
# The locks are complete: without `--no-deps`, pip would look for newer releases of what is named with an extra.
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps

help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: $(DATABASE) ## serve the API on http://127.0.0.1:8000/docs
	@echo "Serving http://$${RECORD_HOST:-127.0.0.1}:$${RECORD_PORT:-8000}/docs (stop with Ctrl-C)"
	@RECORD_RELEASE=$(RELEASE) $(BIN)/python -m app

test: $(VENV)/.installed-dev ## run the tests
	$(BIN)/python -m pytest -n 2 --cov=app --cov=seed

test-browser: $(VENV)/.installed-dev ## use the pages in a real browser (needs Chromium)
	$(BIN)/python -m pytest -n 2 tests/browser

picture: $(VENV)/.installed-dev ## take the README's picture of the home page (needs Chromium)
	$(BIN)/python -m tests.browser.picture

clients: $(VENV)/.installed-dev $(CLIENTS)/.installed ## make clients of the OpenAPI document with ten tools, and use them (needs npm)
	$(BIN)/python -m pytest tests/clients

$(CLIENTS)/.installed: requirements-clients.txt tests/clients/package.json
	@command -v npm >/dev/null || { echo "This verb needs npm. On Debian: apt-get install npm"; exit 1; }
	@$(PYTHON) -m venv $(CLIENTS)/venv
	$(CLIENTS)/venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-clients.txt
	cp tests/clients/package.json $(CLIENTS)
	cd $(CLIENTS) && npm install --silent --no-audit --no-fund --no-package-lock
	@touch $@

faults: $(VENV)/.installed-dev ## replace, kill and stop servers behind nginx, under load (needs nginx)
	$(BIN)/python -m pytest tests/faults

soak: $(VENV)/.installed-dev ## mixed load for some minutes: make soak SECONDS=600
	SOAK_SECONDS=$(or $(SECONDS),300) $(BIN)/python -m pytest tests/faults/test_soak.py

check: $(VENV)/.installed-dev ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

seed: $(VENV)/.installed ## build the release anew
	$(BIN)/python -m seed build --release $(RELEASE)

verify: text-given $(DATABASE) ## prove the release against the article: make verify TEXT=FILE
	$(BIN)/python -m seed verify --text "$(TEXT)" --release $(RELEASE)

text-given:
	@test -n "$(TEXT)" || { echo "Say where the article is: make verify TEXT=article.txt"; exit 1; }

bench: $(VENV)/.installed $(DATABASE) ## measure the speed beside references (needs wrk): make bench ARGS="--rounds 3"
	@test -x $(DATASETTE)/bin/datasette || $(MAKE) --no-print-directory $(DATASETTE) || \
		{ rm -rf $(DATASETTE); echo "Datasette can't be had here; going on without it."; }
	@RECORD_RELEASE=$(RELEASE) $(BIN)/python -m bench $(ARGS)

bench-scale: $(VENV)/.installed $(DATABASE) ## measure what growing costs: make bench-scale ARGS="--sizes 10000 100000"
	@RECORD_RELEASE=$(RELEASE) $(BIN)/python -m bench.scale $(ARGS)

$(DATASETTE): | $(BIN)/pip
	@$(PYTHON) -m venv $@
	@$@/bin/pip install --quiet --disable-pip-version-check "datasette<1" "uvicorn[standard]"

lock: ## pin the newest dependencies (needs uv)
	@command -v uv >/dev/null || { echo "This verb needs uv: pip install uv"; exit 1; }
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--python-version 3.11 --upgrade pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--python-version 3.11 --upgrade pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--python-version 3.11 --group serve -c requirements.txt -o requirements-serve.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--python-version 3.11 --group clients -o requirements-clients.txt

$(DATABASE): $(VENV)/.installed $(INPUTS)
	$(BIN)/python -m seed build --release $(RELEASE)

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "No venv here. On Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.installed: requirements.txt | $(BIN)/pip
	$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt $(VENV)/.installed
	$(INSTALL) -r requirements-dev.txt
	@touch $@
