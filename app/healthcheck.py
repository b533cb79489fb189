"""Whether the server of this container is ready: exit 0, or 1. Run as `python -m app.healthcheck`."""

import http.client
import os
import sys

TIMEOUT_S = 2.0


def main() -> int:
    """Ask `/readyz` at the port that is set."""
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("RECORD_PORT", "8000")), timeout=TIMEOUT_S)
    try:
        connection.request("GET", "/readyz")
        return int(connection.getresponse().status != http.client.OK)
    except OSError:
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
