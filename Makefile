# Needs make and Python 3.11 or newer, nothing else. All that it makes is in .venv/ and .data/.
.PHONY: help setup run test bench bench-health faults lint format lock screenshots clean
.DEFAULT_GOAL = help

PYTHON =
ARGS =
py = .venv/bin/python
# What the checks say about the code needs settings, but no servers.
dry = DEBUG=1 DATABASE_URL=postgresql://nobody@127.0.0.1:1/none REDIS_URL=redis://127.0.0.1:1/0
floors = from importlinter.cli import lint_imports_command as c; c()

help:
	@echo 'make run      start the portal at http://127.0.0.1:8000 (PORT=8001 moves it); Ctrl-C stops it'
	@echo 'make test     run the tests (ARGS="-k letter" goes on to pytest)'
	@echo 'make bench    measure what the portal costs (ARGS="--only import", ARGS="--json FILE")'
	@echo 'make faults   break things while 500 letters are sent, and count (ARGS="--only kill", ARGS="--letters 100")'
	@echo 'make bench-health   measure a week of health for 100,000 partnerships (an hour, 10 GB of disk)'
	@echo 'make lint     check form, rules, types, templates, floors, migrations and messages'
	@echo 'make format   put code in form'
	@echo 'make setup    install what requirements.txt locks into .venv/'
	@echo 'make lock     write requirements.txt anew from requirements.in'
	@echo 'make screenshots   take the pictures in docs/screenshots/ anew, in a real browser'
	@echo 'make clean    remove .venv/, .data/ with the database in it, and what tools left'

setup:
	@PYTHON='$(PYTHON)' sh partnership/launch/setup.sh

run: setup
	@exec $(py) -m partnership.launch run

test: setup
	@exec $(py) -m pytest $(ARGS)

bench: setup
	@exec $(py) -m bench $(ARGS)

faults: setup
	@exec $(py) -m faults $(ARGS)

bench-health: setup
	@exec $(py) -m bench --only health-at-size $(ARGS)

lint: setup
	$(py) -m ruff format --check .
	$(py) -m ruff check .
	$(dry) $(py) -m mypy .
	$(py) -m djlint --lint --quiet templates
	$(py) -c '$(floors)' --no-cache
	$(dry) $(py) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(dry) $(py) manage.py check
	$(dry) $(py) manage.py messages check

format: setup
	$(py) -m ruff check --select I --fix --quiet .
	$(py) -m ruff format .

lock: setup
	$(py) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  --upgrade --output-file requirements.txt requirements.in

screenshots: setup
	@exec $(py) -m tests.journeys.screenshots

clean:
	@if [ -x $(py) ]; then $(py) -m partnership.launch clean; fi
	@rm -rf .venv .data .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
