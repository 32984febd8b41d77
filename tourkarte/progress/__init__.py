"""How far a tour is at a given moment: phases and figures, the centres covered, the way, and the days to replay."""

from tourkarte.progress.phase import Figures, Phase, figures, phases

__all__ = ["Figures", "Phase", "figures", "phases"]
