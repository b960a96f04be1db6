# SPDX-License-Identifier: MIT
"""Figures as pictures, drawn with matplotlib: `pip install matplotlib`.

Every function draws on the Axes that it is given, or on a new one, and returns it: title, size and
fonts are left to the caller. Texts are English, or Spanish with lang='es'.
"""
from ._cohorts import cohort_heatmap
from ._distribution import distribution
from ._nps import nps_bar
from ._survival import survival

__all__ = ["cohort_heatmap", "distribution", "nps_bar", "survival"]
