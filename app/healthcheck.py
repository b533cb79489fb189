"""Whether the server of this container is ready: exit 0, or 1. Run as `python -m app.healthcheck`."""

import http.client
import os
import sys
from ipaddress import ip_address

TIMEOUT_S = 2.0
LOOPBACK = {4: "127.0.0.1", 6: "::1"}


def main() -> int:
    """Ask `/readyz` at the host and port that are set."""
    host, port = os.environ.get("RECORD_HOST", LOOPBACK[4]), int(os.environ.get("RECORD_PORT", "8000"))
    connection = http.client.HTTPConnection(reachable(host), port, timeout=TIMEOUT_S)
    try:
        connection.request("GET", "/readyz")
        return int(connection.getresponse().status != http.client.OK)
    except OSError:
        return 1
    finally:
        connection.close()


def reachable(host: str) -> str:
    """Where a server that listens on a host is found from here: for all addresses, that is the loopback one."""
    try:
        address = ip_address(host)
    except ValueError:
        return host  # a name
    return LOOPBACK[address.version] if address.is_unspecified else host


if __name__ == "__main__":
    sys.exit(main())
