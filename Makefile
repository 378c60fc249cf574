# Winnow's commands; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup build sweep test mutate fuzz lint format train bench peers check-transformers check-llama check-endpoint check-readers bench-peers dist results study study-scorers docs results-check clean

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

sweep: build ## sample the bundled models on all domains, print the table and draw the picture
	@mkdir -p results
	$(WINNOW) sweep --domain all --model medium --problems 100 --samples 64 --seed 1 --db results/quickstart.db
	@$(WINNOW) plot accuracy --db results/quickstart.db --strategies greedy,single,majority,verifier --output results/quickstart --quiet >&2
	@echo "the picture: results/quickstart/accuracy-budget.svg, and .png beside it" >&2

DOCS := .build/docs
docs: setup ## make the site of the documentation in .build/docs
	WINNOW_DOCS=1 swift package --allow-writing-to-directory $(DOCS) generate-documentation --target winnow --symbol-graph-minimum-access-level public --exclude-extended-types \
	  --output-path $(DOCS) --transform-for-static-hosting --disable-indexing --warnings-as-errors
	@echo '<!doctype html><meta charset="utf-8"><title>Winnow</title><meta http-equiv="refresh" content="0; url=documentation/winnow/"><a href="documentation/winnow/">Winnow</a>' >$(DOCS)/index.html
	@echo "$(DOCS)/index.html leads to the first page; serve it with: python3 -m http.server --directory $(DOCS) 8000, then http://127.0.0.1:8000"

test: setup ## run all tests
	@.ci/setup $(TEST_PACKAGES)
	swift test $(SWIFTFLAGS)

mutate: setup ## put some two hundred small faults into a copy of the sources and print which share the tests notice (about an hour); FAULTS="compare stop" tries some
	@.ci/setup $(TEST_PACKAGES) python3
	Tests/mutate $(FAULTS)

FUZZ := swift build --product Fuzz $(SWIFTFLAGS) --sanitize fuzzer
fuzz: setup ## try strange inputs on all readers (about four minutes and two builds); HOURS=1 goes on for an hour, READERS="json yaml" tries some
	$(FUZZ) --scratch-path .build-fuzz
	$(FUZZ) --sanitize address --scratch-path .build-fuzz-address
	HOURS=$(HOURS) Tests/Fuzz/run $(READERS)

lint: ## check the formatting
	swift format lint --strict --recursive --parallel $(SOURCES)

format: ## format all sources in place
	swift format --in-place --recursive --parallel $(SOURCES)

train: build ## make the bundled models again, which goes on where it was interrupted (about an hour)
	$(call TRAIN,maze) --branch-at 1500000,2250000,4000000 --checkpoint-every 250000 --decay-share 0.2
	$(call TRAIN,countdown) --branch-at 2000000,6000000,12000000 --decay-share 0.3
	$(call TRAIN,chain) --branch-at 3000000,5000000,8000000 --decay-share 0.5
	$(call TRAIN,unchain) --branch-at 3500000,5000000,8000000 --decay-share 0.5
	$(WINNOW) train generator --domain chain --tokens 8000000 --learning-rate 0.002 --width 128 --layers 4 --feed-forward 352 --output checkpoints/wide --final --resume
	cp $(addprefix checkpoints/wide/,README.md config.json model.safetensors tokenizer.json winnow.json) Sources/WinnowCatalogue/Models/chain/wide

# Scorers: what each kind learns from. Errors in arithmetic are rarer and each looks different, so chain and unchain get
# more problems and smaller batches.
SCORER_DOMAINS := maze countdown unchain chain
SCORER_orm := --problems 3000 --extra-layers 2 --language-weight 0.3
SCORER_prm := --problems 1500 --extra-layers 2 --language-weight 0.3 --steps 2
SCORER_yesno := --problems 3000 --extra-layers 2
SCORER_yesno-check := --problems 3000 --extra-layers 1
SCORER_logistic := --problems 1000
ARITHMETIC := --samples 4 --extra-layers 2 --batch-tokens 1024
SCORER_arithmetic_orm := --problems 10000 $(ARITHMETIC)
SCORER_arithmetic_prm := --problems 4000 $(ARITHMETIC) --steps 1
SCORER_arithmetic_yesno := --problems 10000 $(ARITHMETIC)
SCORER_arithmetic_yesno-check := --problems 10000 $(ARITHMETIC)
SCORER_RECIPE = $(or $(if $(filter %chain,$(@D)),$(SCORER_arithmetic_$(kind))),$(SCORER_$(kind)))
SCORERS := $(foreach domain,$(SCORER_DOMAINS),\
  $(foreach generator,weak medium strong,$(domain)/orm-$(generator)) \
  $(foreach kind,prm yesno yesno-check logistic,$(domain)/$(kind)-medium))
SCORER_FILES := README.md config.json model.safetensors tokenizer.json winnow.json
.PHONY: train-scorers $(SCORERS)
train-scorers: $(SCORERS) ## make the bundled scorers again, which goes on where it was interrupted (about an hour and a half)

# maze/yesno-check-medium: the domain is maze, the generator medium and the kind what is between.
$(SCORERS): generator = $(lastword $(subst -, ,$(notdir $@)))
$(SCORERS): kind = $(patsubst %-$(generator),%,$(notdir $@))
$(SCORERS): build
	$(WINNOW) train scorer --domain $(@D) --kind $(kind) --generator $(generator) $(SCORER_RECIPE) --output checkpoints/scorers/$@ --final --resume --threads 1
	mkdir -p Sources/WinnowCatalogue/Models/$(@D)/scorers/$(@F)
	cd checkpoints/scorers/$@ && cp $(if $(filter logistic,$(kind)),README.md winnow.json,$(SCORER_FILES)) $(CURDIR)/Sources/WinnowCatalogue/Models/$(@D)/scorers/$(@F)

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

results-check: build ## tell whether results/reference and results/study lack strategies or columns of the present program (a few minutes)
	@.ci/setup python3
	results/check

study-scorers: build ## the study's part on learned scorers alone (about a quarter of an hour)
	results/study/make-scorers

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
	tar -C .build -czf $(DIST).tar.gz $(notdir $(DIST))
	@ls -l $(DIST).tar.gz

clean: ## remove what was built, but no database and no checkpoint
	rm -rf .build .build-fuzz .build-fuzz-address .build-mutate Benchmarks/.build
