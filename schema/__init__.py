"""The data model of Ferry: plain records that generate everything else."""
