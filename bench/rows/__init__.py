"""Rows of the results that each need data of their own."""
