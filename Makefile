# Everything the project does. `make help` lists it; each target sets up what it needs.

PYTHON ?= python3
BIN := .venv/bin
# A checkout builds the same bytes again; a download without history takes the time of day. Settings
# change nothing of rev-list; a commit whose date is none has that of an older one.
export SOURCE_DATE_EPOCH := $(or $(shell env -u GIT_DIR -u GIT_WORK_TREE git --no-replace-objects rev-list --first-parent --max-count=99 --format=%ct HEAD 2>/dev/null | grep -xm1 '[1-9][0-9]\{0,9\}'),$(shell date +%s))
export NO_MKDOCS_2_WARNING := 1
# Where this is set, as in many containers, each of hundreds of processes compiles all that it imports.
unexport PYTHONDONTWRITEBYTECODE
export SINCE ?= HEAD
PORT ?= 8000
# A lock names everything that it needs, so nothing is resolved: what was released since cannot matter.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --require-hashes --requirement
CONSISTENT := $(BIN)/uv pip check --quiet --python $(BIN)/python

.PHONY: help serve build changes test audit bench growth releases sources picture check record generated lock clean
.DELETE_ON_ERROR:
.NOTPARALLEL:

##@ Everybody

help: ## List what there is to make
	@awk -F ':.*## ' '/^##@ / { printf "\n%s\n", substr($$0, 5) } /^[a-z]+:.*## / { printf "  make %-9s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: .venv/.site ## Serve the site on http://127.0.0.1:8000, live: data, programs, templates and pages reload; PORT=8001 for another port
	@test "$(PORT)" -le 65535 2>/dev/null || { echo "PORT is a number up to 65535: make serve PORT=8001"; exit 1; }
	@$(BIN)/python -c 'import socket, sys; sys.exit(socket.socket().connect_ex(("127.0.0.1", int(sys.argv[1]))) == 0)' "$(PORT)" || { echo "Port $(PORT) is taken; make serve PORT=$$(($(PORT) + 1))"; exit 1; }
	@$(BIN)/python -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

test: .venv/.test ## Run every test, on real servers and in a real browser
	@$(BIN)/ruff check && $(BIN)/ruff format --check && $(BIN)/mypy
	@$(BIN)/python -m pytest

##@ To contribute

check: .venv/.site ## Check data/comparison.yaml and what it names, in about a second
	@$(BIN)/python -m comparison check

record: .venv/.test ## Write what servers answer, probes show and packages say, and the schemas; of one task: TASK=hello; of one row: ROW=cors
	@$(BIN)/python -m comparison schema
	@$(BIN)/python -m contracts.facts
	@$(BIN)/python -m pytest --quiet $(RECORDED) --record
RECORDED = $(if $(TASK)$(ROW),$(TASK:%=snippets/%) $(ROW:%=probes/test_%.py),snippets probes)

changes: .venv/.site ## Say what changed for readers since a revision: make changes SINCE=main; ROWS=1 shows the changed rows, too
	@$(BIN)/python -m comparison changes "$$SINCE" $(if $(ROWS),--rows)

generated: .venv/.test ## Do `make record` and print what it changed, to be copied where files are edited in a browser
	@$(BIN)/python -m comparison generated > /dev/null # without a history, nothing can be told: say so at once
	@$(MAKE) --silent record >&2
	@$(BIN)/python -m comparison generated

##@ To maintain

build: .venv/.site ## Build the site into site/, or leave site/ as it was
	@test -d site || test ! -d .site-old || mv .site-old site
	@rm -rf .build .site-old
	@CI=true $(BIN)/python -m mkdocs build --strict --site-dir .build
	@test -s .build/index.html && test -s .build/sitemap.xml
	@$(BIN)/python -m comparison publish .build
	@test ! -d site || mv site .site-old
	@mv .build site || { mv .site-old site; exit 1; }
	@rm -rf .site-old

audit: .venv/.test build ## What takes longer than the tests, all of it, and then which parts fell
	@fell=; for part in $(AUDIT); do echo "audit: $$part"; \
		$(BIN)/python -m $$(echo $$part | tr , " ") || fell="$$fell $$part"; done; \
		test -z "$$fell" || { echo "audit: these parts fell:$$fell"; exit 1; }
# Each with its arguments behind commas
AUDIT := pytest,-m,audit pytest,tests/load/test_fuzz.py,--hypothesis-profile=audit contracts.mutants

picture: .venv/.test build ## Take the picture of the site that the README shows
	@$(BIN)/python -m tests.readme_picture

sources: .venv/.test ## Visit every source, once a second per host, and say which do not answer as they are cited
	@mkdir -p .cache && $(BIN)/python -m comparison urls > .cache/urls.txt
	@head -n 1 .cache/urls.txt | $(BIN)/lychee --accept 100..=999 --include-fragments=none --max-retries 0 - > /dev/null \
		|| { echo "$$(head -n 1 .cache/urls.txt) cannot be reached, so no source was visited: is there a network?"; exit 1; }
	@$(BIN)/lychee .cache/urls.txt

releases: .venv/.test ## Run all tests of programs on other releases: FRAMEWORK=… VERSION=…; or search between two: FROM=… TO=…
	@$(BIN)/python -m contracts.releases $(FRAMEWORK) $(VERSION) $(if $(FROM)$(TO),--between $(FROM) $(TO))

lock: .venv/.uv ## Pin the newest versions of the requirements in pyproject.toml; ADD=quart adds a package for the tests and moves no other pin
	@$(if $(ADD),$(BIN)/uv add --quiet --frozen --group programs "$(ADD)")
	@$(BIN)/uv pip compile $(LOCK) --group uv --output-file requirements-uv.txt
	@$(BIN)/uv pip compile $(LOCK) --group site --output-file requirements.txt
	@$(BIN)/uv pip compile $(LOCK) --group test --constraints requirements.txt --output-file requirements-test.txt
	@$(BIN)/uv pip compile $(LOCK) --group bench --constraints requirements-test.txt --output-file requirements-bench.txt
# A release is a week old before it is taken: by then it is there for every system, and bad ones are withdrawn.
LOCK := --quiet $(if $(ADD),,--upgrade) --exclude-newer "7 days" --universal --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

bench: .venv/.bench ## Measure speed and size, about 40 minutes on a machine that does nothing else; QUICK=1 for a look
	@$(BIN)/python -m benchmarks $(if $(QUICK),--quick)

growth: .venv/.site ## Measure how building grows with rows, tasks and history, about 10 minutes; QUICK=1 for a look
	@$(BIN)/python -m benchmarks.growth $(if $(QUICK),--quick)

clean: ## Remove what the other targets made
	@rm -rf .venv .build .cache .site-old site .hypothesis .pytest_cache .ruff_cache .mypy_cache

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11, 5) or sys.exit("This project needs Python 3.11.5 or newer; $(PYTHON) is %s. Name a newer one: make $(MAKECMDGOALS) PYTHON=python3.13" % sys.version.split()[0])'
	@$(PYTHON) -m venv .venv || { echo "Python has no venv module; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@touch $@

.venv/.uv: requirements-uv.txt | .venv/.python
	@$(PIP) $< && touch $@

.venv/.site: requirements.txt | .venv/.uv
	@$(UV) $< && $(CONSISTENT) && touch $@

.venv/.programs: tests/system_programs.py | .venv/.python
	@$(BIN)/python $< && touch $@

.venv/.test: requirements-test.txt | .venv/.programs .venv/.uv
	@$(UV) $< && $(CONSISTENT) && touch .venv/.site
	@$(BIN)/python tests/system_programs.py --browser && touch $@

.venv/.bench: requirements-bench.txt | .venv/.uv
	@$(UV) $< && $(CONSISTENT) && touch $@
