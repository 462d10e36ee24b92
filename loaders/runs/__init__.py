"""Runs: what was decided, sent and answered for every row, on disk, so that a run can be taken up, proved and taken back."""
