"""The JavaScript SDK and tag, by their own tests: the conformance vectors, the manners, the size, the built files."""

import shutil
import subprocess

import pytest

NODE = shutil.which("node")


@pytest.mark.clause("3.1-e", "3.1-t", "3.1-u", "3.1-b", "4.3-b", "4.3-d", "4.3-e")
@pytest.mark.skipif(NODE is None, reason="no node")
def test_sdk_passes_its_own_tests() -> None:
    ran = subprocess.run(
        [str(NODE), "--test", "sdk/js/tests"], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 0, ran.stdout[-4000:]
    assert "# fail 0" in ran.stdout
