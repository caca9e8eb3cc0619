"""The stand-alone verifier of bundles: one file that is handed out and imports nothing of ours."""
