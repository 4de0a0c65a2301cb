"""What the API and the pages share: authentication, problems, locale, headers."""
