"""What answers requests for pages: read the request, call a service, render."""
