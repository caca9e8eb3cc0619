"""Kills the product at random moments and looks for anything lost, doubled or half-done."""
