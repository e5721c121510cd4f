"""Checks and renderings of the guide, as plain functions and frozen values that know nothing of MkDocs."""
