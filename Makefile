# DuckBus. Each target is one line; what is longer is a script in infra/ or a command of duckbus itself.

DUCKBUS := artifacts/bin/DuckBus/release/duckbus
BUILD   := dotnet build -c Release -nologo -v quiet

.DEFAULT_GOAL := help
.PHONY: help build run up down ps logs cluster_start cluster_stop test lint bench bench-full chaos images clean

help: ## Show this list
	@infra/help.sh $(MAKEFILE_LIST)

build: ## Build everything
	@$(BUILD) DuckBus.sln

run: ## Build and start a whole cluster in one process (ARGS="--sync poll" passes flags on)
	@$(BUILD) src/DuckBus && exec $(DUCKBUS) run $(ARGS)

up: ## Start the full stack in containers: PostgreSQL, RabbitMQ, three nodes, Jaeger, Grafana
	@infra/stack.sh up

down: ## Stop the full stack; what you declared is kept
	@infra/stack.sh down

ps: ## Show the containers of the full stack
	@infra/stack.sh ps

logs: ## Follow the logs of the full stack (ONLY="apiserver node-1" shows a part)
	@infra/stack.sh logs $(ONLY)

cluster_start: up ## The same as up
cluster_stop: down ## The same as down

test: ## Run all tests against real PostgreSQL, RabbitMQ and Docker (ONLY="Store Bus" runs a part)
	@infra/test.sh $(ONLY)

lint: ## Check format, style and analyzers
	@infra/lint.sh

bench: ## Measure speed beside bare Docker, PostgreSQL, RabbitMQ and Docker Swarm, in five minutes (ARGS="pods --peer KUBECONFIG")
	@$(BUILD) tests/DuckBus.Bench && exec artifacts/bin/DuckBus.Bench/release/DuckBus.Bench $(ARGS)

bench-full: ## The same with more rounds, and up to 10,000 hollow pods
	@$(BUILD) tests/DuckBus.Bench && exec artifacts/bin/DuckBus.Bench/release/DuckBus.Bench --full $(ARGS)

chaos: ## Break parts, servers and connections for a time, then check all that must hold (SEED=7 TIME=60 ARGS="--standbys")
	@$(BUILD) tests/DuckBus.Chaos && exec artifacts/bin/DuckBus.Chaos/release/DuckBus.Chaos $(if $(SEED),--seed "$(SEED)") $(if $(TIME),--time "$(TIME)") $(ARGS)

images: ## Get every image ready for a day without a network; without a registry from Debian packages
	@$(BUILD) src/DuckBus && $(DUCKBUS) images && infra/images.sh && $(MAKE) -s -C samples/flask build && infra/stack.sh build

clean: ## Remove everything that DuckBus made: containers, networks, volumes, run/ and artifacts/
	@infra/clean.sh
