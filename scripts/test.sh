#!/usr/bin/env bash
# What `make test` runs: every check that needs no accelerator and no network beyond the package registries.
# What a machine lacks (Node, Chromium, PostgreSQL, an extra) is skipped, and pytest says so.
set -euo pipefail
cd "$(dirname "$0")/.."
bin=.venv/bin

step() { printf '\n== %s\n' "$*"; }

step "Lint, format, types"
"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/mypy"

if command -v npm >/dev/null; then
  step "Web app: install, types, unit tests, build"
  (cd web && npm ci --no-audit --no-fund --loglevel=error && npm run --silent typecheck && npm run --silent test && npm run --silent build)
  (cd examples/typescript && npm ci --no-audit --no-fund --loglevel=error)
else
  echo "Node is not installed: the web app and the TypeScript examples are not tested."
fi

step "Python"
"$bin/pytest" -n 2 --dist loadfile -r s --durations 10

if command -v npm >/dev/null && [ -x "${CHROMIUM:-/usr/bin/chromium}" ]; then
  step "Web app in Chromium"
  npm --prefix web run --silent e2e
else
  echo "Node or Chromium is not installed: the web app is not tested in a browser."
fi

step "All checks passed"
