# What people who work on firsthand type.

# Everything that CI runs.
test:
    ./test

# Scores on the evaluation data beside the repository, as METHODS.md's table.
score:
    cargo build --release --locked
    python3 tests/floors.py target/release/firsthand ../shared --print

# What drives Chromium, in target/browser.
browser:
    tests/browser-modules

# The pictures of the HTML report in docs/screens, taken in Chromium by the test that tries it.
screens: browser
    cargo build --release --locked
    node tests/browser.mjs target/release/firsthand target/browser docs/screens

# How fast the HTML report of a pile (JSONL) opens.
bench-page pile: browser
    cargo build --release --locked
    node bench/page.mjs target/release/firsthand target/browser {{pile}}

# The report of the example, in the terminal.
example:
    cargo run --release --locked -q -- report examples/pile
