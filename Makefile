# Needs only Python 3.11 or later and make; everything else it installs into .venv.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
INSTALLED := .venv/.installed

.PHONY: site serve check test lint fuzz bench docs lock clean

site: $(INSTALLED)  ## build the example business into site/
	$(BIN)/lindero build

serve: $(INSTALLED)  ## show it in a browser, renewed with every change
	$(BIN)/lindero serve

check: $(INSTALLED)  ## read the example's rules
	$(BIN)/lindero check

test: $(INSTALLED) .venv/.dev .venv/.editor lint  ## all tests
	$(BIN)/python tools/find_browser.py --install
	$(BIN)/python -m pytest -n auto

lint: $(INSTALLED) .venv/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

fuzz: $(INSTALLED)  ## a million odd inputs for the reader and the shapes; minutes
	$(BIN)/python tools/fuzz_parser.py

bench: $(INSTALLED) .venv/.dev  ## speed, as ratios within one run
	$(BIN)/python tools/bench.py

docs: $(INSTALLED)  ## renew what is generated: schema, references of rules, shapes and problems
	$(BIN)/python tools/renew.py

$(INSTALLED): pyproject.toml requirements.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m lindero.compiling
	@$(PYTHON) -c "open('$@', 'w').close()"

.venv/.dev: $(INSTALLED) requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@$(PYTHON) -c "open('$@', 'w').close()"

# The language server that editors use, for the editor tests; Node comes with .venv/.dev.
.venv/.editor: .venv/.dev tests/editor/package-lock.json
	$(BIN)/python tools/find_server.py --install
	@$(PYTHON) -c "open('$@', 'w').close()"

lock:  ## renew both lock files from the newest versions that pyproject.toml allows
	$(PYTHON) tools/lock.py

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(f, ignore_errors=True) for f in ('.venv', 'site', 'print')]"
