PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
SOURCES := site community resources blog tests manage.py

.PHONY: run test check format bench lock messages

run: $(VENV)/run-ready
	@$(MANAGE) serve --prepare

$(VENV)/run-ready: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test-ready: tests/requirements.txt $(VENV)/run-ready
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@

test: $(VENV)/test-ready
	@$(BIN)/python -m tests.run

check: $(VENV)/test-ready
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	PYTHONPATH=.:site $(BIN)/mypy --config-file .mypy.ini
	PYTHONPATH=.:site $(BIN)/lint-imports --config .importlinter --no-cache
	git ls-files '*.html' | xargs $(BIN)/djhtml --check --tabwidth 2
	DATA_DIR=$$(mktemp -d) $(MANAGE) makemigrations --check --dry-run
	DATA_DIR=$$(mktemp -d) SECRET_KEY=$$(head -c 48 /dev/urandom | base64 | tr -d '\n') SITE_URL=https://commons.example \
	  $(MANAGE) check --deploy --fail-level WARNING

format: $(VENV)/test-ready
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)
	git ls-files '*.html' | xargs $(BIN)/djhtml --tabwidth 2

bench: $(VENV)/test-ready
	@$(BIN)/python -m tests.bench

# Needs uv, from any environment that has it.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --upgrade site/config/requirements.in -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --upgrade -c requirements.txt tests/requirements.in -o tests/requirements.txt

# Needs the system package gettext.
messages: $(VENV)/run-ready
	$(MANAGE) makemessages --no-location --no-obsolete -l fr -l es -l pt -l ar -l sw -e html,txt,py -i "tests/*" -i "$(VENV)/*"
	$(MANAGE) compilemessages --ignore "$(VENV)/*"
