# Winnow's commands; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup build sweep test test-report mutate fuzz lint format train bench peers check-transformers check-llama check-endpoint check-readers bench-peers dist results study study-scorers study-rules modulo docs results-check clean

WINNOW := .build/release/winnow
PACKAGES := libsqlite3-dev libssl-dev libyaml-dev libzstd-dev zlib1g-dev sqlite3 gnuplot-nox
# Read back what the encoders write.
TEST_PACKAGES := cmark-gfm
SOURCES := Package.swift Sources Tests Benchmarks
# Refuses imports between targets that the manifest does not declare.
SWIFTFLAGS := --explicit-target-dependency-import-check error
TRAIN = $(WINNOW) train suite --domain $(1) --work checkpoints/$(1) --output Sources/WinnowCatalogue/Models/$(1)

help: ## list the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

setup: ## install the Debian packages that are missing
	@.ci/setup $(PACKAGES)

build: setup ## build the program, optimised
	@echo "building winnow and its packages GRDB, ArgumentParser, Subprocess and System; the first time takes some minutes" >&2
	swift build -c release --product winnow $(SWIFTFLAGS)
	@.ci/stamp "$$(dirname "$$(readlink -f $(WINNOW))")"

sweep: build ## sample the medium models on four domains, print the table and draw the picture
	@mkdir -p results
	$(WINNOW) sweep --domain maze,countdown,chain,unchain --model medium --problems 100 --samples 64 --seed 1 --db results/quickstart.db
	@$(WINNOW) plot accuracy --db results/quickstart.db --strategies greedy,single,majority,verifier --output results/quickstart --quiet >&2
	@echo "the picture: results/quickstart/accuracy-budget.svg, and .png beside it" >&2
	@$(WINNOW) report --db results/quickstart.db -o results/quickstart.html --quiet >/dev/null
	@echo "the report, to open in a browser: results/quickstart.html" >&2

DOCS := .build/docs
docs: setup ## make the site of the documentation in .build/docs
	WINNOW_DOCS=1 swift package --allow-writing-to-directory $(DOCS) generate-documentation --target winnow --symbol-graph-minimum-access-level public --exclude-extended-types \
	  --output-path $(DOCS) --transform-for-static-hosting --disable-indexing --warnings-as-errors
	@echo '<!doctype html><meta charset="utf-8"><title>Winnow</title><meta http-equiv="refresh" content="0; url=documentation/winnow/"><a href="documentation/winnow/">Winnow</a>' >$(DOCS)/index.html
	@echo "$(DOCS)/index.html leads to the first page; serve it with: python3 -m http.server --directory $(DOCS) 8000, then http://127.0.0.1:8000"

test: setup ## run all tests
	@.ci/setup $(TEST_PACKAGES)
	swift test $(SWIFTFLAGS)

# A real browser: Debian's chromium and chromium-driver; where one is absent and cannot be installed, the test is skipped.
REPORT_PAGE := .build-report-page
TESTED_WINNOW = $(firstword $(wildcard .build/debug/winnow $(WINNOW)))
test-report: setup ## open pages of winnow report in headless Chromium, and use them; screenshots are in .build-report-page
	@test -n "$(TESTED_WINNOW)" || $(MAKE) build
	@.ci/setup chromium chromium-driver python3-venv || true
	@if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then \
	  echo "skipped: there is no chromium and chromedriver (Debian: chromium chromium-driver)"; \
	elif ! test -x $(REPORT_PAGE)/venv/bin/python && ! python3 -m venv $(REPORT_PAGE)/venv \
	  || ! $(REPORT_PAGE)/venv/bin/pip install --quiet --requirement Tests/ReportPage/requirements.txt; then \
	  echo "skipped: selenium cannot be installed from PyPI"; \
	else \
	  $(REPORT_PAGE)/venv/bin/python Tests/ReportPage/check_report.py --winnow $(or $(TESTED_WINNOW),$(WINNOW)) --screenshots $(REPORT_PAGE)/screenshots; \
	fi

mutate: setup ## put some two hundred small faults into a copy of the sources and print which share the tests notice (about an hour); FAULTS="compare stop" tries some
	@.ci/setup $(TEST_PACKAGES) python3
	Tests/mutate $(FAULTS)

FUZZ := swift build --product Fuzz $(SWIFTFLAGS) --sanitize fuzzer
fuzz: setup ## try strange inputs on all readers (about four minutes and two builds); HOURS=1 goes on for an hour, READERS="json yaml" tries some
	$(FUZZ) --scratch-path .build-fuzz
	$(FUZZ) --sanitize address --scratch-path .build-fuzz-address
	HOURS=$(HOURS) Tests/Fuzz/run $(READERS)

.PHONY: test-slurm
test-slurm: setup ## have a real Slurm on loopback sample a plan in the midst of trouble; installs slurm-wlm and munge, needs root
	@test -n "$(TESTED_WINNOW)" || $(MAKE) build
	Tests/slurm/run $(or $(TESTED_WINNOW),$(WINNOW))

lint: ## check the formatting
	swift format lint --strict --recursive --parallel $(SOURCES)

format: ## format all sources in place
	swift format --in-place --recursive --parallel $(SOURCES)

train: build ## make the bundled models again, which goes on where it was interrupted (about an hour)
	$(call TRAIN,maze) --branch-at 1500000,2250000,4000000 --checkpoint-every 250000 --decay-share 0.2
	$(call TRAIN,countdown) --branch-at 2000000,6000000,12000000 --decay-share 0.3
	$(call TRAIN,chain) --branch-at 3000000,5000000,8000000 --decay-share 0.5
	$(call TRAIN,unchain) --branch-at 3500000,5000000,8000000 --decay-share 0.5
	$(call TRAIN,blocks) --branch-at 2000000,3000000,8000000 --decay-share 0.3
	$(WINNOW) train generator --domain chain --tokens 8000000 --learning-rate 0.002 --width 128 --layers 4 --feed-forward 352 --output checkpoints/wide --final --resume
	cp $(addprefix checkpoints/wide/,README.md config.json model.safetensors tokenizer.json winnow.json) Sources/WinnowCatalogue/Models/chain/wide

# Scorers start from `extended`, a generator that learned the solver's text for longer, and read what it expected of each
# token; they learn to tell the right candidates of a problem from the wrong ones. orm-1 to orm-4 are a ladder of training lengths.
SCORER_DOMAINS := maze countdown unchain chain
# In blocks, where there is no `extended`, they start from `strong`.
START_blocks := strong
FROM_EXTENDED = --start $(or $(START_$(@D)),extended) --expectations start
SCORER_SIZE_chain := --problems 6000 --samples 24
SCORER_SIZE_unchain := --problems 6000 --samples 24
SCORER_SIZE_maze := --problems 4000 --samples 16
SCORER_SIZE_countdown := --problems 5000 --samples 16
SCORER_SIZE_blocks := --problems 4000 --samples 16
SCORER_TOKENS_chain := 3000000
SCORER_TOKENS_unchain := 3000000
SCORER_TOKENS_maze := 4000000
SCORER_TOKENS_countdown := 4000000
SCORER_TOKENS_blocks := 3000000
SCORER_orm-medium = --kind orm $(FROM_EXTENDED) $(SCORER_SIZE_$(@D)) --tokens $(SCORER_TOKENS_$(@D)) --batch-tokens 6000 --checkpoint-every 1000000
SCORER_prm-medium = --kind prm $(FROM_EXTENDED) $(SCORER_SIZE_$(@D)) --tokens 4000000 --batch-tokens 6000 --checkpoint-every 1000000 --steps 2
# Questions are answered by more layers on the generator itself, which reads its own check; in blocks the check starts as others do.
YESNO_SIZE = $(if $(filter chain unchain,$(@D)),--problems 10000 --samples 4 --batch-tokens 1024,--problems 3000)
SCORER_yesno-medium = --kind yesno $(YESNO_SIZE) --extra-layers 2
SCORER_yesno-check-medium = --kind yesno-check $(if $(filter blocks,$(@D)),$(FROM_EXTENDED) --problems 2000 --tokens 1500000,$(YESNO_SIZE) --extra-layers $(if $(filter chain unchain,$(@D)),2,1))
SCORER_logistic-medium = --kind logistic $(FROM_EXTENDED) --problems 1000
SHORT_ORM = --kind orm $(FROM_EXTENDED) --problems 2000 --samples 16 --batch-tokens 6000 --checkpoint-every 2000000
SCORER_orm-weak = $(SHORT_ORM) --tokens 1000000
SCORER_orm-strong = $(SHORT_ORM) --tokens 1000000
SCORER_orm-1-medium = $(SHORT_ORM) --rung 1 --tokens 30000
SCORER_orm-2-medium = $(SHORT_ORM) --rung 2 --tokens 120000
SCORER_orm-3-medium = $(SHORT_ORM) --rung 3 --tokens 480000
SCORER_orm-4-medium = $(SHORT_ORM) --rung 4 --tokens 1920000
SCORER_NAMES := orm-weak orm-strong $(foreach kind,orm prm yesno yesno-check logistic orm-1 orm-2 orm-3 orm-4,$(kind)-medium)
SCORERS := $(foreach domain,$(SCORER_DOMAINS) blocks,$(addprefix $(domain)/,$(SCORER_NAMES)))
EXTENDED := $(addprefix extended-,$(SCORER_DOMAINS))
SCORER_FILES := README.md config.json model.safetensors tokenizer.json winnow.json
.PHONY: train-extended $(EXTENDED)
train-extended: $(EXTENDED) ## make the generators again that scorers start from, 20 million tokens each (about an hour)

$(EXTENDED): extended-%: build
	$(WINNOW) train generator --domain $* --tokens 20000000 --checkpoint-every 2000000 --output checkpoints/extended-$*/extended --final --resume --threads 1
	mkdir -p Sources/WinnowCatalogue/Models/$*/extended
	cp $(addprefix checkpoints/extended-$*/extended/,$(SCORER_FILES)) Sources/WinnowCatalogue/Models/$*/extended

.PHONY: train-scorers $(SCORERS)
train-scorers: $(SCORERS) ## make the bundled scorers again, which goes on where it was interrupted (about two hours; SCORER_SEED=2 for another seed)

# maze/orm-2-medium: the domain is maze, the generator medium and the scorer what is between.
$(SCORERS): generator = $(lastword $(subst -, ,$(notdir $@)))
$(SCORERS): build
	$(WINNOW) train scorer --domain $(@D) --generator $(generator) $(SCORER_$(@F)) $(if $(SCORER_SEED),--seed $(SCORER_SEED)) --output $(if $(SCORER_SEED),checkpoints/seeds/$(SCORER_SEED),checkpoints/scorers)/$@ --final --resume --threads 1
	$(if $(SCORER_SEED),,mkdir -p Sources/WinnowCatalogue/Models/$(@D)/scorers/$(@F) && cd checkpoints/scorers/$@ && cp $(if $(filter logistic-medium,$(@F)),README.md winnow.json,$(SCORER_FILES)) $(CURDIR)/Sources/WinnowCatalogue/Models/$(@D)/scorers/$(@F))

# Revisers read a wrong answer and what critics say of it; beside each, one learns from other problems' critiques, and a
# generator from the problems alone.
REVISERS := $(addprefix reviser-,maze countdown chain unchain blocks)
REVISER_SIZE_maze := --problems 3000 --tokens 1200000
REVISER_SIZE_unchain := --problems 3000 --tokens 500000
.PHONY: train-revisers $(REVISERS)
train-revisers: $(REVISERS) ## make the bundled revisers and their controls again, which goes on where it was interrupted (about an hour)

$(REVISERS): reviser-%: build
	$(WINNOW) train reviser --domain $* $(or $(REVISER_SIZE_$*),--problems 2000 --tokens 300000) --output checkpoints/revisers/$* --final --resume --threads 1
	$(foreach arm,critiques:revisers/medium shuffled:revisers/medium-shuffled continued:continued,mkdir -p Sources/WinnowCatalogue/Models/$*/$(lastword $(subst :, ,$(arm))) && cd checkpoints/revisers/$*/$(firstword $(subst :, ,$(arm))) && cp $(SCORER_FILES) $(CURDIR)/Sources/WinnowCatalogue/Models/$*/$(lastword $(subst :, ,$(arm))) && cd $(CURDIR) &&) true

.PHONY: train-ablation
train-ablation: build ## train the outcome scorers that read the text alone, for the study (about ten minutes)
	$(foreach domain,$(SCORER_DOMAINS),$(WINNOW) train scorer --domain $(domain) --start extended --expectations none --kind orm $(SCORER_SIZE_$(domain)) --tokens $(SCORER_TOKENS_$(domain)) --batch-tokens 6000 --checkpoint-every 1000000 --output checkpoints/ablation/$(domain)/orm-medium --final --resume --threads 1 &&) true

.PHONY: bench-baseline bench-compare
BENCHMARK := swift package --allow-writing-to-package-directory benchmark
bench: setup ## run the benchmarks and print their percentiles; SUITE=ModelBenchmarks runs one suite
	cd Benchmarks && $(BENCHMARK) --no-progress $(if $(SUITE),--target $(SUITE))

bench-baseline: setup ## run the benchmarks and renew the committed figures, Benchmarks/Thresholds and baseline.md
	cd Benchmarks && $(BENCHMARK) baseline update committed --no-progress
	rm -rf Benchmarks/Thresholds && mkdir Benchmarks/Thresholds
	cd Benchmarks && $(BENCHMARK) thresholds update committed --no-progress
	cd Benchmarks && $(BENCHMARK) baseline read committed --no-progress --format markdown --path stdout \
	  | sed -n '/^## Baseline/,$$p' > baseline.md

bench-compare: setup ## run the benchmarks and compare with the committed figures; SUITE as above
	cd Benchmarks && $(BENCHMARK) thresholds check --no-progress $(if $(SUITE),--target $(SUITE))

PEERS := .build-peers/venv
peers: build
	@.ci/setup python3-venv $(if $(LLAMA),cmake g++)
	@test -x $(PEERS)/bin/python || python3 -m venv $(PEERS)
	$(PEERS)/bin/pip install --quiet --requirement Benchmarks/peers/requirements.txt

check-transformers: peers ## load every bundled model's export in transformers and compare it with Winnow
	HF_HUB_OFFLINE=1 $(PEERS)/bin/python Benchmarks/peers/check_transformers.py

LLAMA_PACKAGES = $(PEERS)/bin/pip install --quiet --no-binary llama-cpp-python --requirement Benchmarks/peers/requirements-llama.txt
check-llama: LLAMA := 1
check-llama: peers ## load every bundled model's GGUF export in llama.cpp and its server, and compare with Winnow
	$(LLAMA_PACKAGES)
	$(PEERS)/bin/python Benchmarks/peers/check_llama.py

check-endpoint: LLAMA := 1
check-endpoint: peers ## sample bundled models from llama.cpp's server over HTTP, and compare with Winnow's own sampler
	$(LLAMA_PACKAGES)
	$(PEERS)/bin/python Benchmarks/peers/check_endpoint.py

check-readers: peers ## read a database with DuckDB, pandas and Datasette, and exports with datasets and PyYAML
	$(PEERS)/bin/pip install --quiet --requirement Benchmarks/peers/requirements-readers.txt
	$(PEERS)/bin/python Benchmarks/peers/check_readers.py

bench-peers: peers ## compare with PyTorch and transformers; QUICK=1 is short, LLAMA=1 adds llama.cpp, THREADS=1 uses one
	swift build -c release --package-path Benchmarks --product EngineTimings
	$(if $(LLAMA),$(LLAMA_PACKAGES))
	$(PEERS)/bin/python Benchmarks/peers/run.py $(if $(QUICK),--quick) $(if $(THREADS),--threads $(THREADS)) \
	  $(if $(LLAMA),--llama-python $(CURDIR)/$(PEERS)/bin/python)

results: sweep ## make the reference sweep and the tables of README.md and the documentation again (about half an hour)
	results/reference/make
	results/readme

study: build ## sample 256 candidates of 1,000 problems per domain and write results/study: tables, pictures, findings (about an hour)
	results/study/make
	results/study/make-scorers

modulo: build ## run the loops of generate, criticise and generate again, and write results/modulo (some minutes)
	results/modulo/make

.PHONY: audit
audit: build ## ask whether the checkers of other projects are right, and write results/audit (some minutes); DATA=FOLDER adds recorded samples
	DATA=$(DATA) results/audit/make

results-check: build ## tell whether results/reference and results/study lack strategies or columns of the present program (a few minutes)
	@.ci/setup python3
	results/check

study-scorers: build ## the study's part on learned scorers alone (about a quarter of an hour)
	results/study/make-scorers

study-rules: build ## write results/rules: all rules to pick an answer, on pools of their own (about ten minutes)
	results/rules/make

VERSION = $(shell sed -n 's/.*winnowVersion = "\(.*\)"/\1/p' Sources/WinnowCore/Version.swift)
DIST = .build/winnow-$(VERSION)-linux-x86_64
STATIC = .build/static/x86_64-unknown-linux-gnu/release
dist: setup ## make .build/winnow-VERSION-linux-x86_64.tar.gz: a program that needs no Swift, with the bundled models
	rm -rf $(DIST) && mkdir -p $(DIST) $(STATIC)
	# The linker looks there first, and finds no shared library.
	for name in crypto sqlite3 yaml z zstd; do ln -sf "$$(gcc -print-file-name=lib$$name.a)" $(STATIC)/; done
	WINNOW_STATIC=1 swift build -c release --product winnow --static-swift-stdlib --scratch-path .build/static $(SWIFTFLAGS)
	cp -r $(STATIC)/winnow $(STATIC)/winnow_WinnowCatalogue.resources LICENSE README.md $(DIST)
	strip $(DIST)/winnow
	.ci/stamp $(DIST)
	tar -C .build -czf $(DIST).tar.gz $(notdir $(DIST))
	@ls -l $(DIST).tar.gz

clean: ## remove what was built, but no database and no checkpoint
	rm -rf .build .build-fuzz .build-fuzz-address .build-mutate .build-report-page Benchmarks/.build

.PHONY: wheel test-wheel
wheel: dist ## make .build/winnow-VERSION-py3-none-manylinux….whl: the program of make dist and a thin module for Python
	@.ci/setup binutils python3
	python3 Sources/Python/make_wheel.py $(DIST) $(VERSION) .build

test-wheel: wheel ## install the wheel into a fresh virtual environment, use the module, and run a notebook
	python3 Tests/Python/test_wheel.py .build/winnow-$(VERSION)-*.whl

.PHONY: check-every-eval-ever
check-every-eval-ever: build ## export runs as Every Eval Ever and have its own validator check them (Python 3.12; PYTHON=path names one)
	@for python in "$(PYTHON)" python3.14 python3.13 python3.12 python3; do "$$python" --version >/dev/null 2>&1 && break; done; \
	"$$python" Tests/Python/check_every_eval_ever.py $(WINNOW)
