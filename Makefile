# `make demo` shows the tool at work; `make test` is what CI runs. Both begin from a fresh clone.

SWIFT ?= swift
# The Swift runtime inside the binary: it starts faster and needs no toolchain where it runs.
RELEASE_FLAGS ?= -c release --product pinplan $(STATIC_STDLIB)
ifeq ($(shell uname -s),Linux)
STATIC_STDLIB = --static-swift-stdlib
# So is an allocator that is faster than glibc's. As an object, as what comes out of archives is hidden from the
# libraries that are linked; it keeps what was freed, since no run of pinplan is long.
ALLOCATOR = .build-tools/allocator.o
MALLOC_CONF = narenas:1,dirty_decay_ms:-1,muzzy_decay_ms:-1
# Nothing looks up the binary's own symbols by name but its allocator's, which are handed out all the same; a table of
# 50,000 of them makes every start a fifth slower.
RELEASE_LINKS = -Xlinker $(CURDIR)/$(ALLOCATOR) -Xlinker --no-export-dynamic
endif

# In CI nobody looks at what is built with a debugger, and it is built sooner without what one needs.
ifdef CI
BUILD_FLAGS = -debug-info-format none
endif

.DEFAULT_GOAL := help
.PHONY: help setup build release demo demo-pinterest test checks bench kill-test contention-test stream-test damage-test kill-pinterest fault-matrix instruction-gate clean

help: ## Say what there is to make.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install the C libraries that are missing (apt or brew).
	@scripts/setup.sh

build: setup ## Build for development, into .build/debug.
	$(SWIFT) build $(BUILD_FLAGS)

release: setup $(ALLOCATOR) ## Build the binary to install, .build/release/pinplan.
	$(SWIFT) build $(BUILD_FLAGS) $(RELEASE_FLAGS) $(RELEASE_LINKS)
	@echo "Built .build/release/pinplan"

.build-tools/allocator.o: Makefile | setup
	@mkdir -p $(@D)
	@compiler=$$(command -v clang || echo cc); \
	echo 'const char *malloc_conf = "$(MALLOC_CONF)";' | "$$compiler" -fPIC -nostdlib -r -o $@ -x c - -x none \
		-Wl,--whole-archive "$$("$$compiler" -print-file-name=libjemalloc_pic.a)" -Wl,--no-whole-archive

demo: build ## Plan and apply a small project, change it, and apply again.
	@scripts/demo.sh

demo-pinterest: build ## The same on Pinterest's API, against the emulator: plan, apply, drift, pull, import.
	@scripts/demo_pinterest.sh

test: setup ## Lint, unit tests, examples, documents, schemas, policy, HTML, CI, the demo.
	@scripts/setup.sh database
	$(SWIFT) format lint --strict -r Sources Tests Package.swift
	$(SWIFT) build $(BUILD_FLAGS) --build-tests
	@rm -rf .build-tools/requests && mkdir -p .build-tools/requests
	PINPLAN_REQUEST_RECORDS=$(CURDIR)/.build-tools/requests $(SWIFT) test $(BUILD_FLAGS) --skip-build
	@# The checks leave a core idle, and the release takes as long as they do.
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target checks release
	@$(MAKE) --no-print-directory instruction-gate
	@python3 scripts/check_release.py .build/release/pinplan
	@echo "All tests passed."

checks:
	@scripts/check-schemas.sh
	@scripts/check-policy.sh
	@scripts/setup.sh browser
	@python3 scripts/check_html.py .build/debug/pinplan
	@python3 scripts/check_numbers_html.py .build/debug/pinplan .build/debug/pinterest-emulator
	@scripts/check-ci.sh
	@scripts/demo.sh >.build-tools/demo.log 2>&1 || { cat .build-tools/demo.log; exit 1; }
	@scripts/demo_pinterest.sh >.build-tools/demo.log 2>&1 || { cat .build-tools/demo.log; exit 1; }
	@EMULATOR=.build/debug/pinterest-emulator scripts/check-conformance.sh \
		python3 scripts/conformance/apply_project.py .build/debug/pinplan
	@python3 scripts/request_count.py .build/debug/pinplan .build/debug/pinterest-emulator 10 300
	@mkdir -p .build-tools/requests
	@python3 scripts/fault_matrix.py .build/debug/pinplan .build/debug/pinterest-emulator --every 45 \
		--record .build-tools/requests
	@scripts/check-postgres.sh .build/debug/pinplan .build/debug/pinterest-emulator
	@scripts/check-requests.sh .build-tools/requests
	@python3 scripts/kill_test.py .build/debug/pinplan 5 60
	@python3 scripts/kill_test.py .build/debug/pinplan 3 30 1 git
	@python3 scripts/fault_matrix.py .build/debug/pinplan .build/debug/pinterest-emulator --every 160 \
		--scenario changes --state git
	@python3 scripts/kill_test.py .build/debug/pinplan 3 40 1 http
	@python3 scripts/fault_matrix.py .build/debug/pinplan .build/debug/pinterest-emulator --every 200 \
		--scenario lists --state http
	@python3 scripts/kill_pinterest.py .build/debug/pinplan .build/debug/pinterest-emulator \
		--kills 8 --jobs 4 --late 1000
	@python3 scripts/stream_test.py .build/debug/pinplan .build/debug/pinterest-emulator \
		--target local --lines 60000 --kills 4

bench: release ## Measure speed and memory on large projects.
	@python3 scripts/bench.py .build/release/pinplan
	@scripts/setup.sh database
	@python3 scripts/bench_states.py .build/release/pinplan
	@$(SWIFT) build -c release --product pinterest-emulator $(STATIC_STDLIB)
	@python3 scripts/bench_reports.py .build/release/pinplan .build/release/pinterest-emulator

instruction-gate: release ## Hold plan, validate and apply to the instructions on record.
	@scripts/setup.sh valgrind
	@python3 scripts/instruction_gate.py .build/release/pinplan

kill-test: build ## Kill applies at random moments and check that nothing is lost or done twice.
	@python3 scripts/kill_test.py .build/debug/pinplan

contention-test: build ## Let writers of one state in PostgreSQL get in each other's way, 1,000 times (hours).
	@scripts/setup.sh database
	@python3 scripts/contention.py .build/debug/pinplan .build/debug/pinterest-emulator

stream-test: build ## Kill a stream of a million lines 20 times and compare the list with an undisturbed one's.
	@python3 scripts/stream_test.py .build/debug/pinplan .build/debug/pinterest-emulator

kill-pinterest: build ## Kill applies to an emulator that commits late, 200 times, and look for doubles.
	@python3 scripts/kill_pinterest.py .build/debug/pinplan .build/debug/pinterest-emulator

damage-test: setup ## Damage a state in thousands of ways; SEED=N repeats a run, ROUNDS=N makes it longer.
	PINPLAN_DAMAGE_ROUNDS=$(or $(ROUNDS),20000) PINPLAN_SEED=$(or $(SEED),$$(date +%s)) \
		$(SWIFT) test --filter DamageTests

fault-matrix: build ## Break applies to the emulator at every request in every way (about half an hour).
	@python3 scripts/fault_matrix.py .build/debug/pinplan .build/debug/pinterest-emulator
	@PINPLAN_EVERY_FAULT=1 $(SWIFT) test --filter 'FaultTests|ListStepTests|CutOffTests|SteppedApplyTests'

clean: ## Remove everything that was built.
	rm -rf .build .build-tools
