# The registry's commands. `make` alone lists them.
#
# They need Python 3.11 or newer with pip, and nothing else that they do not fetch for themselves.

PYTHON ?= python3
BIN := .venv/bin
ARGS ?=
RACES ?= 2000
KILLS ?= 20

.PHONY: help demo demo-fresh test journeys races permutations wrong-numbers kills bench servers install check lint format types contracts migrations templates lock agreement figures mutate speed docs messages catalogues pseudo lost whole-reports

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

demo:  ## set everything up and run the registry with demo data at http://localhost:8000 (PORT=8001 for another port)
	@$(PYTHON) -m launch demo

demo-fresh:  ## the same, with the demo's data made anew
	@$(PYTHON) -m launch demo-fresh

test:  ## set everything up and run all tests (ARGS="tests/patients -x" for some)
	@$(PYTHON) -m launch test $(ARGS)

races:  ## acts at the same moment, 2,000 times each, and controls without the locks (RACES=50 for fewer)
	@RACES=$(RACES) $(PYTHON) -m launch test tests/races

permutations:  ## every order of the steps of two and of three acts on one patient
	@PERMUTATIONS=1 $(PYTHON) -m launch test tests/permutations

wrong-numbers:  ## 10,000 wrong card numbers sent to the counter: none tells whether a card exists (WRONG_NUMBERS=500 for fewer)
	@WRONG_NUMBERS=$(or $(WRONG_NUMBERS),10000) $(PYTHON) -m launch test tests/pharmacies/test_guessing.py -k wrong

journeys:  ## every journey in the browser in each of the five ways (make test walks each in two)
	@EVERY_WAY=1 $(PYTHON) -m launch test tests/journeys --numprocesses=auto --dist=worksteal

kills: install  ## the database killed under load, 20 times: nothing acknowledged lost (KILLS=2 for fewer)
	@$(BIN)/python -m benchmarks.kills $(KILLS)

bench: install  ## the counter and the worklist as ratios, on servers of their own, in a few minutes (ARGS=worklist, reminders or registry for one)
	@$(BIN)/python -m benchmarks $(ARGS)

lost: install  ## 1,500 reminders while worker, broker and database are killed, and the control that loses some (REMINDERS=200 for fewer)
	@$(BIN)/python -m benchmarks.reminders.lost

agreement: install  ## both implementations of the rulebook on 100,000 random histories (PPP_AGREEMENT=300000 for more)
	PPP_AGREEMENT=$${PPP_AGREEMENT:-100000} $(BIN)/python -m pytest tests/second_opinion/test_agreement.py -q

whole-reports:  ## 200 reports made while counters write at full speed: every total fits, and without one view of the data they do not
	@WHOLE_REPORTS=$(or $(REPORTS),200) $(PYTHON) -m launch test tests/reports/test_under_writers.py

differencing: install  ## a thousand attempts to work out a hidden count of a publication (ATTEMPTS=100 for fewer)
	@ATTEMPTS=$(or $(ATTEMPTS),1000) $(BIN)/python -m pytest tests/reports/test_publications.py -q -k attempt

figures: install  ## every figure counted twice on five simulated registries of 3,000 patients, cell by cell
	SECOND_COUNT=1 $(BIN)/python -m pytest tests/second_count -q

mutate: install  ## break the rulebook in every way a mutant can, and list what no test noticed (docs/mutation.md)
	$(BIN)/mutmut run --max-children $(or $(CHILDREN),2)
	$(BIN)/mutmut results

speed: install  ## lines a second that `manage.py decide` answers on one core
	$(BIN)/python -m benchmarks.decide.measure

docs:  ## print docs/roles.md, docs/invariants.md and docs/rulebook.md anew from the code and the tests
	UPDATE_DOCS=1 $(PYTHON) -m launch test tests/accounts/test_policy.py tests/patients/test_ledger_of_invariants.py -q
	$(BIN)/python -m tests.rulebook.print_rulebook

servers:  ## keep the tests' database and broker running, for calling pytest by hand
	@$(PYTHON) -m launch servers

install:  ## install the pinned packages for running, testing and linting
	@$(PYTHON) -m launch install

check: lint types contracts migrations templates test  ## everything that CI checks

lint: install  ## style and likely mistakes
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m ppp_registry.catalogues check

messages: install  ## give every catalogue in locale/ exactly the texts of the sources, and say what is missing
	$(BIN)/python -m ppp_registry.catalogues update

pseudo:  ## every page in a made-up language half as long again: what is not translated, and what is cut off
	$(PYTHON) -m launch test tests/journeys/test_every_page.py tests/journeys/test_pseudo_language.py -q

catalogues: install  ## compile what was translated; starting the demo or the tests does it too
	$(BIN)/python -m ppp_registry.catalogues compile

format: install  ## put the code into the agreed form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: install  ## types, strictly
	$(BIN)/mypy .

contracts: install  ## which room may import which
	$(BIN)/lint-imports

migrations: install  ## models and migrations agree
	$(BIN)/python manage.py makemigrations --check --dry-run --settings=ppp_registry.settings.test

templates: install  ## form of the templates
	$(BIN)/djlint --lint .

lock: install  ## pin every package and its hash anew from the *.in files
	for set in requirements-installer requirements requirements-embedded requirements-dev; do \
		.tools/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			$(ARGS) $$set.in -o $$set.txt || exit 1; \
	done
