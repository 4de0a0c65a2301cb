"""Publishers, solutions, credentials, lines, interfaces and their versions."""
