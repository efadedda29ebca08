# Fovea. `make` prints this list.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
COMMA  := ,
# What is installed beside fovea: dev is what the demo and the checks need; all adds every engine.
EXTRAS ?= dev
# A stamp file remembers that the set-up matches pyproject.toml.
READY  := $(VENV)/.ready-$(subst $(COMMA),-,$(EXTRAS))

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test check fix bench web e2e docs wheel clean

## help: this list
help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST) | awk -F': ' '{ printf "  make %-8s %s\n", $$1, $$2 }'

## setup: .venv with fovea and what the demo and the checks need; does nothing when it is there
setup: $(READY)

$(READY): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[$(EXTRAS)]'
	@touch $@

## demo: ask the embedded reader about the sample pictures through the official SDK; no key, no download
demo: setup
	@$(BIN)/python examples/demo.py

## serve: the server on http://127.0.0.1:8765, with the web app if Node is there to build it
serve: setup
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory web; else echo "Node is not installed: serving the API without the web app."; fi
	$(BIN)/fovea serve

## web: build the web app into src/fovea/_ui
web: src/fovea/_ui/index.html

src/fovea/_ui/index.html: web/package-lock.json $(shell find web/src web/index.html -type f 2>/dev/null)
	cd web && npm ci --no-audit --no-fund --loglevel=error && npm run build
	@touch $@

## check: the quick part for daily work (lint, format, types, fast tests)
check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -m "not slow" -n 2

## fix: let ruff repair what it can
fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

## test: every check that needs no accelerator and no network beyond the package registries
test: setup
	bash scripts/test.sh

## bench: side-by-side benchmarks; writes bench/RESULTS.md
bench: setup
	$(BIN)/python -m bench

## wheel: the wheel and the sdist, with the web app inside
wheel: setup web
	$(BIN)/python -m pip install --quiet build
	$(BIN)/python -m build

## clean: remove what was built
clean:
	rm -rf dist src/fovea/_ui web/node_modules .mypy_cache .ruff_cache .pytest_cache
