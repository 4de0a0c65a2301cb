"""Menus to begin with, in French and English: the same screens, so that they are translations of each other."""

from dialonce.menus.templates.templates import template_document, template_names

__all__ = ["template_document", "template_names"]
