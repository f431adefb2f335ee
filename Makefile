# Needs only Python 3.11 or later and make; everything else it installs into .venv.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
INSTALLED := .venv/.installed
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
# What one process has compiled, the next need not compile again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: site serve check test lint kills mutants recount draws fuzz bench docs lock sbom help clean

site: $(INSTALLED)  ## build the example business into site/
	$(BIN)/lindero build

serve: $(INSTALLED)  ## show it in a browser, renewed with every change
	$(BIN)/lindero serve

check: $(INSTALLED)  ## read the example's rules
	$(BIN)/lindero check

# One more than there are cores: browsers and builds of sites make a test wait.
WORKERS ?= $(shell $(PYTHON) -c "import os; print((os.cpu_count() or 1) + 1)")
test: $(INSTALLED) .venv/.dev  ## all tests
	$(MAKE) --no-print-directory -j 2 .venv/.editor lint
	$(BIN)/python tools/find_browser.py --install
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

lint: $(INSTALLED) .venv/.dev  ## ruff, mypy, and the order of the rooms
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

kills: $(INSTALLED)  ## 500 builds killed while a reader looks at the site
	$(BIN)/python tools/kills.py 500

BAR ?= 0.98
mutants: $(INSTALLED) .venv/.dev  ## changes of our own code that publish something wrong: how many of them does a build find?
	$(BIN)/python tools/mutants.py --json mutants.json --bar $(BAR)

TERMS ?= 20000
recount: $(INSTALLED) .venv/.dev  ## TERMS random terms in five countries, counted a second time by other code
	$(BIN)/python tools/recount.py --terms $(TERMS)

DRAWS ?= 50000
draws: $(INSTALLED) .venv/.dev  ## DRAWS random orders and what holds of every price, reckoned a second time by other code
	$(BIN)/python tests/second/whole_run.py --draws $(DRAWS)

bench: $(INSTALLED) .venv/.dev  ## speed, as ratios within one run
	$(BIN)/python tools/bench.py

COUNT ?= 100000
INPUTS ?= 1000000
fuzz: $(INSTALLED) .venv/.dev  ## COUNT rulebooks changed in one place, INPUTS odd texts and values; counts what goes wrong
	$(BIN)/python tools/fuzz_rulebooks.py --count $(COUNT)
	$(BIN)/python tools/fuzz_parser.py --inputs $(INPUTS)

docs: $(INSTALLED)  ## renew what is generated: schema, references of rules, shapes and problems
	$(BIN)/python tools/renew.py

$(INSTALLED): pyproject.toml requirements.lock requirements-build.lock
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	$(PIP) --no-deps --no-build-isolation -e .
	@$(PYTHON) -c "open('$@', 'w').close()"

.venv/.dev: $(INSTALLED) requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	@$(PYTHON) -c "open('$@', 'w').close()"

# The language server that editors use, for the editor tests; Node comes with .venv/.dev.
.venv/.editor: .venv/.dev tests/support/editor/package-lock.json
	$(BIN)/python tools/find_server.py --install
	@$(PYTHON) -c "open('$@', 'w').close()"

lock:  ## renew both lock files from the newest versions that pyproject.toml allows
	$(PYTHON) tools/lock.py
	$(MAKE) sbom

sbom: $(INSTALLED)  ## write the bill of materials, sbom.cdx.json, from requirements.lock
	$(BIN)/python tools/sbom.py

help:  ## what can be made
	@$(PYTHON) -c "import re; [print(f'{name:8} {what}') for name, what in re.findall(r'(?m)^(\w+):.*?  ## (.*)', open('Makefile').read())]"

clean:  ## remove what was made and installed
	$(PYTHON) -c "import shutil; [shutil.rmtree(f, ignore_errors=True) for f in ('.venv', 'site', 'print')]"
