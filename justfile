# What people who work on firsthand type.

# Everything that CI runs.
test:
    ./test

# Scores on the evaluation data beside the repository, as METHODS.md's table.
score:
    cargo build --release --locked
    python3 tests/floors.py target/release/firsthand ../shared --print

# The pictures of the HTML report in docs/screens, taken in Chromium by the test that tries it.
screens:
    cargo build --release --locked
    npm install --prefix target/browser --no-save --no-package-lock --no-audit --no-fund playwright-core@1.65.1 axe-core@4.14.1
    node tests/browser.mjs target/release/firsthand target/browser docs/screens

# How fast the HTML report of a pile (JSONL) opens.
bench-page pile:
    cargo build --release --locked
    node bench/page.mjs target/release/firsthand target/browser {{pile}}

# The report of the example, in the terminal.
example:
    cargo run --release --locked -q -- report examples/pile
