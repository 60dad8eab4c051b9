# What a newcomer and a packager need. Everything that is built stays below .build*.
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
RELEASE := $(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-release --product stsctl
BINARY := .build-release/release/stsctl

.PHONY: build test release-test demo install generate floors serve-checks serve-checks-long serve-clients bench \
  clean

build:
	$(RELEASE)

test:
	$(SWIFT) test

# The same tests with optimisation, and the long ones too.
release-test:
	$(SWIFT) test -c release --scratch-path .build-release-test -Xswiftc -enable-testing

demo: build
	$(BINARY) --echo -f examples/whole-life.steps

# Prints the man pages and completions from the rows of commands and options.
generate:
	$(SWIFT) build --product stsctl
	rm -f man/* completions/*
	$$($(SWIFT) build --show-bin-path)/stsctl --generate .

install: build
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/stsctl
	install -d $(addprefix $(DESTDIR)$(PREFIX)/share/man/,man1 man5 man7) $(DESTDIR)$(PREFIX)/share/stsctl/lessons
	install -m 644 man/*.1 $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 man/*.5 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 644 man/*.7 $(DESTDIR)$(PREFIX)/share/man/man7
	install -m 644 examples/lessons/*.md $(DESTDIR)$(PREFIX)/share/stsctl/lessons
	install -D -m 644 completions/stsctl.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/stsctl
	install -D -m 644 completions/_stsctl $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions/_stsctl
	install -D -m 644 completions/stsctl.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/stsctl.fish

# Raises the floors of Tests/ConformanceTests/Floors.txt to what is reached now.
floors:
	STSCTL_RAISE_FLOORS=1 $(SWIFT) test --filter ConformanceTests || true
	git diff --stat -- Tests/ConformanceTests/Floors.txt

# The server beside a real kubectl, client libraries and hostile clients, each skipped where it is missing. The long form
# ends servers at many moments, plays all recordings, compares kubectl with stsctl on all of their ends and 500 random
# states, and runs all lines of commands in Tests/ServeChecks/Lines.
serve-checks: serve-clients
	$$($(SWIFT) build --show-bin-path)/ServeChecks short

serve-checks-long: serve-clients
	@if command -v python3 >/dev/null; then \
	  python3 Tests/ServeChecks/ends.py $$($(SWIFT) build --show-bin-path)/stsctl; fi
	$$($(SWIFT) build --show-bin-path)/ServeChecks recordings
	$$($(SWIFT) build --show-bin-path)/ServeChecks states
	$$($(SWIFT) build --show-bin-path)/ServeChecks lines

serve-clients:
	$(SWIFT) build --product stsctl
	$(SWIFT) build --product ServeChecks
	@if command -v python3 >/dev/null; then set -e; \
	  for check in hostile waits clients; do python3 Tests/ServeChecks/$$check.py $$($(SWIFT) build --show-bin-path)/stsctl; done; \
	else echo "skipped: there is no python3 on this machine"; fi

# Times what stsctl promises to be quick at.
bench: build
	$(SWIFT) build -c release --static-swift-stdlib --scratch-path .build-release --product Benchmarks
	.build-release/release/Benchmarks $(BINARY)

clean:
	rm -rf .build .build-release .build-release-test
