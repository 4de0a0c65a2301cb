"""The service as it is run, for measurements: its settings come from the environment."""

import os

from dialonce.app.serve import serve
from dialonce.settings import load_settings

if __name__ == "__main__":
    serve(load_settings(os.environ))
