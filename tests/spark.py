#!/usr/bin/env python3
"""Is what a cluster finds what one machine finds? Runs `python -m firsthand.spark` and `firsthand export` on one pile, and compares every table.

  spark.py BIN FOLDER                                   on Sail, the example
  spark.py BIN FOLDER --engine spark --pile PILE.jsonl --records 5000 --kill
                                                        on Spark with two workers, of which one executor is killed at work

FOLDER keeps the environments; the wheel is the newest in FOLDER/wheels, where tests/python.py leaves it. The last line counts
the checks. Run from the root of the repository.
"""
import argparse, json, os, signal, socket, subprocess, sys, tempfile, time
from pathlib import Path

from counts import Counts
from environment import environment, install

PACKAGES = {
    "sail": ["pysail==0.7.2", "pyspark-client==4.2.0", "pyarrow", "pandas"],
    "spark": ["pyspark==4.3.0", "pyarrow", "pandas"],
}
# Two workers of one core each, with so many MB.
MASTER = "local-cluster[2,1,2048]"
READY_S, JOB_S = 60, 3600


def engine_bin(folder, engine):
    """The `bin` of a virtual environment that has the engine and the wheel."""
    bin = environment(os.path.join(folder, engine), PACKAGES[engine])
    install(bin, max(Path(folder, "wheels").glob("*.whl"), key=os.path.getmtime))
    return bin


class Sail:
    """A server of Sail, while the job runs."""

    def __init__(self, bin):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        command = [os.path.join(bin, "sail"), "spark", "server", "--port", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + READY_S
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert time.monotonic() < until and self.process.poll() is None, "Sail does not start"
                time.sleep(0.2)

    def __enter__(self):
        return ["--remote", f"sc://127.0.0.1:{self.port}"]

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


class Spark:
    def __enter__(self):
        return ["--master", MASTER]

    def __exit__(self, *_):
        pass


def below(process):
    """The ids of all processes below one, and their commands."""
    parents, commands = {}, {}
    for entry in Path("/proc").iterdir():
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            commands[int(entry.name)] = (entry / "cmdline").read_text()
        except (ValueError, OSError):
            continue
    found = {process}
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return {p: commands[p] for p in found if p in commands}


def killed(job, work):
    """Kills an executor of the job once it reads pages alone; whether there was one."""
    until = time.monotonic() + JOB_S
    while job.poll() is None and time.monotonic() < until:
        if os.path.isdir(os.path.join(work, "alone", "_temporary")):
            time.sleep(1)
            executors = [p for p, c in below(job.pid).items() if "CoarseGrainedExecutorBackend" in c]
            if executors:
                os.kill(min(executors), signal.SIGKILL)
                return True
        time.sleep(0.1)
    return False


def rows(path):
    """The rows of a table, sorted."""
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(path)
    names = table.column_names
    return names, sorted((tuple(row.values()) for row in table.to_pylist()), key=repr)


def inside(args):
    counts = Counts("spark")
    with tempfile.TemporaryDirectory() as scratch:
        pile = os.path.abspath(args.pile)
        if args.records:
            pile = os.path.join(scratch, "pile.jsonl")
            with open(args.pile) as lines, open(pile, "w") as out:
                out.writelines(line for line, _ in zip(lines, range(args.records)))
        one, many = os.path.join(scratch, "one"), os.path.join(scratch, "many")
        start = time.monotonic()
        subprocess.run([args.bin, "export", pile, "--format", "parquet", "-o", one], check=True)
        print(f"one machine: {time.monotonic() - start:.1f} s")
        with Sail(os.path.dirname(sys.executable)) if args.engine == "sail" else Spark() as where:
            start = time.monotonic()
            # The workers' Python is this one.
            env = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
            log = open(os.path.join(scratch, "log"), "w+")
            job = subprocess.Popen([sys.executable, "-m", "firsthand.spark", *where, pile, many], stdout=log, stderr=log, env=env)
            try:
                if args.kill:
                    counts.check("an executor was at work to kill", killed(job, os.path.join(many, "_work")))
                code = job.wait(JOB_S)
            finally:
                job.poll() is None and job.kill()
            log.seek(0)
            if code:
                print(log.read()[-6000:])
                counts.check("the job ends well", False, code)
            print(f"{args.engine}: {time.monotonic() - start:.1f} s")
        names = sorted(Path(one).glob("*.parquet"))
        assert len(names) > 40
        for path in names:
            def same(path=path):
                assert rows(path) == rows(os.path.join(many, path.name)), "other rows"
            counts.attempt(path.stem, same)
    counts.end()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin")
    parser.add_argument("folder")
    parser.add_argument("--engine", choices=list(PACKAGES), default="sail")
    parser.add_argument("--pile", default="examples/pile")
    parser.add_argument("--records", type=int, help="so many of the first lines of the pile")
    parser.add_argument("--kill", action="store_true", help="kill an executor of Spark's at work")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside:
        inside(args)
    bin = engine_bin(args.folder, args.engine)
    command = [os.path.join(bin, "python"), __file__, *sys.argv[1:], "--inside"]
    sys.exit(subprocess.run(command).returncode)
