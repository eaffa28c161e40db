# Is this delivery from Rollcall? Secret and headers come from the environment, the body from standard input.
import base64
import hashlib
import hmac
import json
import os
import sys
import time

TOLERANCE_SECONDS = 300


def is_genuine(secret, message_id, timestamp, signatures, body):
    """`body` is the bytes as they came, before anything parses them."""
    if not secret or not timestamp.isdecimal() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{message_id}.{timestamp}.".encode(errors="replace") + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    expected = b"v1," + base64.b64encode(digest)
    # There are several signatures while a secret is being changed.
    return any(hmac.compare_digest(given.encode(errors="replace"), expected) for given in signatures.split(" "))


environment = os.environ.get
body = sys.stdin.buffer.read()
if is_genuine(
    environment("WEBHOOK_SECRET", ""),
    environment("HTTP_WEBHOOK_ID", ""),
    environment("HTTP_WEBHOOK_TIMESTAMP", ""),
    environment("HTTP_WEBHOOK_SIGNATURE", ""),
    body,
):
    print(json.loads(body)["event"])
else:
    sys.exit("not from Rollcall: answer 400")
