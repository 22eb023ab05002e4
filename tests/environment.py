"""A virtual environment with packages from PyPI, made once and kept; for the tests that need one."""
import json, os, subprocess, sys


def environment(folder, packages):
    """The `bin` of one under `folder` that has exactly these packages."""
    here = os.path.abspath(folder)
    kept = os.path.join(here, "packages.json")
    if not os.path.isfile(kept) or json.load(open(kept)) != packages:
        subprocess.run([sys.executable, "-m", "venv", "--clear", here], check=True)
        subprocess.run([os.path.join(here, "bin", "pip"), "install", "-q", *packages], check=True)
        json.dump(packages, open(kept, "w"))
    return os.path.join(here, "bin")


def install(bin, wheel):
    """Puts a wheel of ours in, in place of the one before."""
    subprocess.run([os.path.join(bin, "pip"), "install", "-q", "--no-deps", "--force-reinstall", str(wheel)], check=True)
