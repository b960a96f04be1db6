# SPDX-License-Identifier: MIT
"""What pip calls to build the package in this folder: the build of the repository's root."""
import os
import pathlib

os.chdir(pathlib.Path(__file__).resolve().parents[2])

from mesonpy import *  # noqa: E402,F403
