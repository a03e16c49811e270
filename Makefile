# Two commands do everything, set-up included: `make e2e` (the main job) and `make test` (all checks).
PYTHON ?= python3
QA     := .venv/bin/qa
RUN    := .venv/bin/python -m
# Python starts hundreds of times here; without what it has compiled before, everything takes twice as long.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup e2e test lint types imports javascript unit suite deep soak sensitivity sensitivity-sample postgresql benchmarks \
        serve format schemas lock
.DEFAULT_GOAL := help

help:            ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:           ## .venv from requirements.lock and a browser; at once when both are there
	@$(PYTHON) qa/bootstrap.py
	@$(QA) browsers install --if-missing

e2e: setup       ## the main job: reference server, suite, verdict, report
	@$(QA) run

test: lint types imports javascript unit suite  ## everything that must be green before a change lands

lint: setup      ## style (ruff)
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .

types: setup     ## types (mypy --strict, tests too)
	@$(RUN) mypy

imports: setup   ## who may import whom (import-linter)
	@.venv/bin/lint-imports --no-cache

javascript:      ## the pages' modules (tsc, Biome), where Node is there
	@if command -v npm >/dev/null; then npm install --no-package-lock --no-audit --no-fund --loglevel=error && npm run --silent check; \
	 else echo "javascript: SKIPPED, no npm on this machine"; case ",$$PASSION_QA_REQUIRE," in *,npm,*) exit 1;; esac; fi

unit: setup      ## the project's own tests
	@$(RUN) pytest tests -n 2 -q

suite: setup     ## the suite against the reference server, with the verdict
	@$(QA) run

deep: setup      ## beyond the catalogue: published vectors, further searches, losses while a queue is sent (10 minutes)
	@$(RUN) pytest suites/deep -n 2 -q

soak: setup      ## the watcher under random files, faults on the wire and kills, for 10 minutes
	@$(RUN) pytest suites/deep/watcher -q -s --soak-seconds 600

postgresql: setup ## the suite against the reference server on PostgreSQL; CASES="offline FE-*" for a part of it
	@$(QA) run --target reference-postgresql $(CASES)

sensitivity: setup ## seeded faults, all of them: which case catches what (hours)
	@$(QA) sensitivity

SEED ?= $(shell git rev-list --count HEAD)
sensitivity-sample: setup ## some of the seeded faults, other ones at each commit
	@$(QA) sensitivity --quick --sample 10 --seed $(SEED)

BENCHMARKS = harness_cost key_derivation search_speed "search_speed 10000" offline_queue watcher_sync watcher_rest "telemetry_year 100" \
             telemetry_cost "whole_runs 10"
benchmarks: setup ## the figures of docs/performance.md, each with a verdict (two hours, on a quiet machine)
	@missed=0; for each in $(BENCHMARKS); do $(RUN) tests.benchmarks.$$each || missed=$$?; done; exit $$missed

serve: setup     ## the reference server by hand, until Ctrl-C
	@$(QA) serve

format: setup    ## write what lint asks for
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

schemas: setup   ## write docs/schemas from the models
	@$(RUN) reports.schemas docs/schemas

lock:            ## renew requirements.lock (needs uv)
	uv pip compile pyproject.toml --group dev --universal --upgrade --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" -o requirements.lock
