"""Adds the sample plans to the built package; all else about it stands in pyproject.toml.

`pip install .` puts them under `share/staffing/data`, where `staffing demo` finds them without a checkout.
"""

from pathlib import Path

from setuptools import setup

SAMPLES = [plan.parent for plan in sorted(Path("data").glob("*/plan.toml"))]
FOLDERS = [folder for sample in SAMPLES for folder in (sample, sample / "manual") if folder.is_dir()]

setup(
    data_files=[
        (f"share/staffing/{folder.as_posix()}", [path.as_posix() for path in sorted(folder.iterdir()) if path.is_file()])
        for folder in FOLDERS
    ]
)
