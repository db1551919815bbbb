# DuckBus. Each target is one line; what is longer is a script in infra/ or a command of duckbus itself.

DUCKBUS := artifacts/bin/DuckBus/release/duckbus
BUILD   := dotnet build -c Release -nologo -v quiet

.DEFAULT_GOAL := help
.PHONY: help build run test lint bench chaos images clean

help: ## Show this list
	@infra/help.sh $(MAKEFILE_LIST)

build: ## Build everything
	@$(BUILD) DuckBus.sln

run: ## Build and start a whole cluster in one process (ARGS="--sync poll" passes flags on)
	@$(BUILD) src/DuckBus && exec $(DUCKBUS) run $(ARGS)

test: ## Run all tests against real PostgreSQL, RabbitMQ and Docker (ONLY="Store Bus" runs a part)
	@infra/test.sh $(ONLY)

lint: ## Check format, style and analyzers
	@infra/lint.sh

bench: ## Measure speed, as ratios against raw Docker calls
	@$(BUILD) tests/DuckBus.Bench && exec artifacts/bin/DuckBus.Bench/release/DuckBus.Bench $(ARGS)

chaos: ## Break parts, servers and connections for a time, then check all that must hold (SEED=7 TIME=60 ARGS="--standbys")
	@$(BUILD) tests/DuckBus.Chaos && exec artifacts/bin/DuckBus.Chaos/release/DuckBus.Chaos --seed "$(SEED)" --time "$(TIME)" $(ARGS)

images: ## Build the images that DuckBus makes itself
	@$(BUILD) src/DuckBus && exec $(DUCKBUS) images

clean: ## Remove everything that DuckBus made: containers, networks, run/ and artifacts/
	@infra/clean.sh
