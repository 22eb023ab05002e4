# What people who work on firsthand type.

# Everything that CI runs.
test:
    ./test

# Scores on the evaluation data beside the repository, as METHODS.md's table.
score:
    cargo build --release --locked
    python3 tests/floors.py target/release/firsthand ../shared --print

# The report of the example, in the terminal.
example:
    cargo run --release --locked -q -- report examples/pile
