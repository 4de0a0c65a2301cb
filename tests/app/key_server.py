"""A key server that answers as HashiCorp Vault's transit engine is documented to: encrypt, decrypt, tokens, errors.

`python -m tests.app.key_server TOKEN` prints its port and serves until it is ended. Its key lives and dies with it.
"""

import base64
import json
import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PREFIX = "vault:v1:"


class Transit(BaseHTTPRequestHandler):
    """`/v1/transit/encrypt/dialonce` and `/v1/transit/decrypt/dialonce`."""

    token = ""
    cipher = AESGCM(os.urandom(32))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["X-Vault-Token"] != self.token:
            self._answer(403, {"errors": ["permission denied"]})
        elif self.path == "/v1/transit/encrypt/dialonce":
            nonce = os.urandom(12)
            sealed = nonce + self.cipher.encrypt(nonce, base64.b64decode(body["plaintext"]), None)
            self._answer(200, {"data": {"ciphertext": PREFIX + base64.b64encode(sealed).decode(), "key_version": 1}})
        elif self.path == "/v1/transit/decrypt/dialonce":
            self._decrypt(body["ciphertext"])
        else:
            self._answer(404, {"errors": []})

    def _decrypt(self, ciphertext: str) -> None:
        sealed = base64.b64decode(ciphertext.removeprefix(PREFIX))
        try:
            plaintext = self.cipher.decrypt(sealed[:12], sealed[12:], None)
        except InvalidTag:
            self._answer(400, {"errors": ["cipher: message authentication failed"]})
        else:
            self._answer(200, {"data": {"plaintext": base64.b64encode(plaintext).decode()}})

    def _answer(self, status: int, body: dict[str, object]) -> None:
        content = json.dumps({"request_id": "1", "lease_id": "", "renewable": False, **body}).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


if __name__ == "__main__":
    Transit.token = sys.argv[1]
    server = HTTPServer(("127.0.0.1", 0), Transit)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()
