"""What builds, checks and tests Guildhall. Nothing in the product imports it."""
