# One gate (check) and a few short cuts. PYTHON is the interpreter of the environment to use.
PYTHON ?= python
WEB := tests/web

.PHONY: check lint types layers test web fix serve fixtures fixtures-large bench soak lock audit sbom check-latest screenshots

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

# Hours of use in a quarter of an hour: PARTS="an_hour many_pages" does only those.
soak:
	PYTHONPATH=.:tests $(PYTHON) -m soak $(PARTS)

# The newest of everything that fits, hashes for every platform, and no address of any registry.
lock:
	uv pip compile --upgrade --universal --python-version 3.10 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock

# Known holes in what is locked; it fails where the list of holes cannot be reached.
audit:
	$(PYTHON) -m pip_audit --strict --disable-pip --require-hashes -r requirements.lock

# What formcheck is made of, as CycloneDX.
sbom:
	$(PYTHON) -m cyclonedx_py requirements requirements.lock --pyproject pyproject.toml --output-file sbom.json

# Weekly: the newest versions that pyproject.toml allows, in an environment of their own. A new mediapipe can break
# the models without a word, so the tests that look at landmarks and films come first.
LATEST := build/latest
check-latest:
	rm -rf $(LATEST)
	$(PYTHON) -m venv $(LATEST)
	$(LATEST)/bin/python -m pip install -q --upgrade --upgrade-strategy eager . ".[test]"
	$(LATEST)/bin/python -m pip list
	$(LATEST)/bin/python -m pytest tests/test_landmarker.py tests/test_models.py tests/test_camera.py \
		tests/test_recorded_equals_live.py tests/test_recorded_films.py
	$(LATEST)/bin/python -m pytest -m "not slow"
