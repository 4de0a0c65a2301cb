"""Forms, surveys, campaigns, update notices, error reports."""

from dialonce.engagement.forms import FilledForm, submit_form

__all__ = ["FilledForm", "submit_form"]
