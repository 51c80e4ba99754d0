# `make demo` shows the tool at work; `make test` is what CI runs. Both begin from a fresh clone.

SWIFT ?= swift
# The Swift runtime inside the binary: it starts faster and needs no toolchain where it runs.
RELEASE_FLAGS ?= -c release --product pinplan $(STATIC_STDLIB)
ifeq ($(shell uname -s),Linux)
STATIC_STDLIB = --static-swift-stdlib
endif

.DEFAULT_GOAL := help
.PHONY: help setup build release demo test bench kill-test clean

help: ## Say what there is to make.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the C libraries that are missing (apt or brew).
	@scripts/setup.sh

build: setup ## Build for development, into .build/debug.
	$(SWIFT) build

release: setup ## Build the binary to install, .build/release/pinplan.
	$(SWIFT) build $(RELEASE_FLAGS)
	@echo "Built .build/release/pinplan"

demo: build ## Plan and apply a small project, change it, and apply again.
	@scripts/demo.sh

test: setup ## Lint, unit tests, examples, documents, schemas, policy, HTML, CI, the demo.
	$(SWIFT) format lint --strict -r Sources Tests Package.swift
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build
	@scripts/check-schemas.sh
	@scripts/check-policy.sh
	@scripts/setup.sh browser
	@python3 scripts/check_html.py .build/debug/pinplan
	@scripts/check-ci.sh
	@scripts/demo.sh >.build-tools/demo.log 2>&1 || { cat .build-tools/demo.log; exit 1; }
	@python3 scripts/kill_test.py .build/debug/pinplan 5 60
	@echo "All tests passed."

bench: release ## Measure speed and memory on large projects.
	@python3 scripts/bench.py .build/release/pinplan

kill-test: build ## Kill applies at random moments and check that nothing is lost or done twice.
	@python3 scripts/kill_test.py .build/debug/pinplan

clean: ## Remove everything that was built.
	rm -rf .build .build-tools
