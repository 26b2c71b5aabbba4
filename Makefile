# make demo    set up what is missing, read the sample letters, draft two replies, a slip, the table of tasks
# make serve   set up what is missing, the desk in the browser with the sample letters
# make test    set up what is missing, check the code, run the tests
# The rest: make help
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
DEMO := out/demo
DESK := out/desk
PORT ?= 8040
# Debian 12 names. Tesseract reads the scans; the fonts are for making sample letters, as some tests do.
READING_PACKAGES := tesseract-ocr tesseract-ocr-vie
# A second model, trained apart: it finds a fifth of the words that `vie` gets wrong. Recommended.
BETTER_PACKAGES := tesseract-ocr-script-viet
FONT_PACKAGES := fonts-texgyre fonts-freefont-ttf fonts-liberation2
# Only for the tests: they start a server of their own.
SERVER_PACKAGES := postgresql
# Only for the tests: they let it save the tables again, as people do.
SHEET_PACKAGES := libreoffice-calc
# Only for the pictures of the guide: it lays out drafts.
WRITER_PACKAGES := libreoffice-writer
# Only for tests and pictures: they open the desk in a browser.
BROWSER_PACKAGES := chromium
# Only for the tests: it shows that nothing is looked up or sent.
TRACE_PACKAGES := strace
export OMP_THREAD_LIMIT ?= 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo serve pictures test torture rules-needed setup system-reading system-better system-fonts system-server \
	system-sheets system-writer system-browser system-trace system-tests format lock audit messages clean

help:  ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

demo: system-reading system-better $(VENV)/.installed  ## read the samples, draft two replies, a slip, the table of tasks
	@$(BIN)/docproc process samples/*.pdf --out $(DEMO)
	@$(BIN)/docproc report reply $(DEMO)/cong-van-giao-viec.json --office "UBND xã Bản Mây" \
		--parent "UBND huyện Suối Vàng" --out $(DEMO)/cong-van-giao-viec.reply.docx --force
	@$(BIN)/docproc report reply $(DEMO)/cong-van-khan.json --office "Trung tâm Y tế huyện Thác Bà Hai" \
		--out $(DEMO)/cong-van-khan.reply.docx --force
	@$(BIN)/docproc report slip $(DEMO)/cong-van-giao-viec.json --office "UBND xã Bản Mây" \
		--parent "UBND huyện Suối Vàng" --out $(DEMO)/cong-van-giao-viec.phieu-giai-quyet.docx --force
	@$(BIN)/docproc export tasks $(DEMO) --office "UBND xã Bản Mây" --out $(DEMO)/theo-doi-nhiem-vu.xlsx --force

serve: system-reading system-better $(VENV)/.installed $(DESK)/settings.toml  ## the desk in the browser, on the samples
	@DOCPROC_SETTINGS=$(CURDIR)/$(DESK)/settings.toml $(BIN)/docproc serve --port $(PORT)

# An office to try: a watched folder into which the samples were dropped. rm -r out/desk begins again.
$(DESK)/settings.toml:
	@mkdir -p $(DESK)/watched
	@cp samples/*.pdf $(DESK)/watched/
	@printf '%s\n' '[store]' 'data = "$(CURDIR)/$(DESK)/data"' '' '[[watch]]' 'folder = "$(CURDIR)/$(DESK)/watched"' '' \
		'[office]' 'name = "UBND xã Bản Mây"' 'above = "UBND huyện Suối Vàng"' > $@

test: system-reading system-better system-fonts system-tests $(VENV)/.installed  ## style, types and tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist loadfile

setup: system-reading system-better system-fonts $(VENV)/.installed  ## only set up
	@$(BIN)/docproc doctor

pictures: system-reading system-better system-browser system-writer $(VENV)/.installed  ## the pictures of the guide anew (minutes)
	@$(BIN)/python tools/desk_pictures.py docs/pictures

# make rules-needed FILES=models/dates.toml TESTS=tests/extract LETTERS="FOLDER …"
rules-needed: $(VENV)/.installed  ## which entries of rule files no test and no annotated letter needs (hours)
	@$(BIN)/python tools/rules_needed.py $(or $(FILES),models/*.toml) --tests $(or $(TESTS),tests) --letters $(LETTERS)

# Each run is another: SEED=5 make torture repeats one.
torture: export SEED := $(or $(SEED),$(shell date +%s))
torture: system-reading $(VENV)/.installed  ## kill docproc again and again, count what is lost (a few minutes)
	@echo "SEED=$$SEED"
	@$(BIN)/python benchmarks/torture_steps.py --every 8 --seed "$$SEED"
	@$(BIN)/python benchmarks/torture.py --files 100 --kills 25 --seed "$$SEED"

format: $(VENV)/.installed  ## put the code in the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# uv resolves for every platform at once. The lock files hold hashes and name no package index.
LOCK := compile --universal --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links
lock: $(VENV)/.installed  ## renew the locked dependencies
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip $(LOCK) --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip $(LOCK) --upgrade --extra dev --extra archive --extra cluster --extra remote pyproject.toml -o requirements-dev.lock

# In a folder of its own: what looks for holes is no part of what is looked at. Needs the network.
AUDIT := out/audit
audit: $(BIN)/python  ## ask whether holes are known in the locked dependencies
	@$(BIN)/python -m venv $(AUDIT)
	@$(AUDIT)/bin/pip install --quiet pip-audit
	@$(BIN)/python tools/audit.py $(AUDIT)/bin/pip-audit

messages: $(VENV)/.installed  ## bring the Vietnamese catalogues in step with code and pages
	mkdir -p out
	$(BIN)/pybabel -q extract -F tools/babel.cfg -k _ -k mark --no-location -o out/messages.pot docproc
	$(BIN)/python tools/messages.py out/messages.pot

clean:  ## remove what these commands made
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what the computer must have -------------------------------------------------------------------------

# $(call install,packages): as root or with sudo that asks nothing; else say what to do and stop with 3.
define install
	if [ "$$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo"; else as_root="-"; fi; \
	if [ "$$as_root" = "-" ] || ! command -v apt-get >/dev/null; then \
		echo "Missing / còn thiếu: $(1)" >&2; \
		echo "Please install / xin cài đặt: sudo apt-get install $(1)" >&2; exit 3; \
	fi; \
	echo "Installing $(1)" >&2; \
	$$as_root apt-get update -qq; \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(1) >/dev/null
endef

system-reading:
	@if ! tesseract --list-langs 2>/dev/null | grep -qx vie; then $(call install,$(READING_PACKAGES)); fi

system-better:  ## a second model, which makes reading better
	@if ! tesseract --list-langs 2>/dev/null | grep -q Vietnamese; then $(call install,$(BETTER_PACKAGES)); fi

system-fonts:
	@missing=""; for name in texgyretermes-regular.otf FreeSerif.ttf LiberationSerif-Regular.ttf; do \
		find /usr/share/fonts /usr/share/texmf/fonts -name "$$name" 2>/dev/null | grep -q . || missing=yes; \
	done; \
	if [ -n "$$missing" ]; then $(call install,$(FONT_PACKAGES)); fi

system-tests: system-server system-sheets system-browser system-trace

system-server:
	@if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then $(call install,$(SERVER_PACKAGES)); fi

system-sheets:
	@if ! ls /usr/lib/libreoffice/program/libsclo.so >/dev/null 2>&1; then $(call install,$(SHEET_PACKAGES)); fi

system-writer:
	@if ! ls /usr/lib/libreoffice/program/libswlo.so >/dev/null 2>&1; then $(call install,$(WRITER_PACKAGES)); fi

system-browser:
	@if ! command -v chromium >/dev/null; then $(call install,$(BROWSER_PACKAGES)); fi

system-trace:
	@if ! command -v strace >/dev/null; then $(call install,$(TRACE_PACKAGES)); fi

# --- Python ------------------------------------------------------------------------------------------------

$(BIN)/python:
	@python=""; for name in $${PYTHON:-} python3.11 python3 python3.12 python3.13; do \
		if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$$name; break; fi; \
	done; \
	if [ -z "$$python" ]; then echo "Python 3.11 or newer is needed / cần Python 3.11 trở lên." >&2; exit 3; fi; \
	if ! "$$python" -c 'import ensurepip' 2>/dev/null; then $(call install,python3-venv); fi; \
	echo "Making $(VENV) with $$("$$python" --version)" >&2; \
	"$$python" -m venv $(VENV)

$(VENV)/.locked: requirements-dev.lock | $(BIN)/python
	@echo "Installing the locked Python packages (once)" >&2
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/.installed: $(VENV)/.locked pyproject.toml
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@
