# One gate (check) and a few short cuts. PYTHON is the interpreter of the environment to use.
PYTHON ?= python
WEB := tests/web

.PHONY: check lint types layers test web fix serve fixtures fixtures-large bench lock screenshots

# TESTED=1 leaves the tests out for who has just run them.
check: lint types layers web $(if $(TESTED),,test)

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

layers:
	$(PYTHON) -c "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"

test:
	$(PYTHON) -m pytest

web: $(WEB)/node_modules
	cd $(WEB) && npm test --silent && npm run types --silent

$(WEB)/node_modules: $(WEB)/package.json
	cd $(WEB) && npm install --no-package-lock --no-audit --no-fund --silent
	touch $@

fix:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

serve:
	$(PYTHON) -m formcheck

fixtures:
	$(PYTHON) -m tests.fixtures.render

fixtures-large:
	$(PYTHON) -m tests.fixtures.render --large tests/fixtures/large

screenshots:
	$(PYTHON) -m docs.screenshots

bench:
	$(PYTHON) -m benchmarks.speed

# Hashes for every platform, and no address of any registry.
lock:
	uv pip compile --universal --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
