# Everything is in run.py (python's standard library only); `python3 run.py COMMAND` does the same without make.
#   make test ARGS="-k erlang"      arguments for the command
#   make demo PY=python3.12         another python
PY ?= python3
ARGS ?=

COMMANDS := demo test app bench lint setup constraints clean

.DEFAULT_GOAL := help
.PHONY: help $(COMMANDS)

help:
	@$(PY) run.py help

$(COMMANDS):
	@$(PY) run.py $@ $(ARGS)

bench-%:
	@$(PY) run.py $@ $(ARGS)
