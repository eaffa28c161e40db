// Is this delivery from Rollcall? Secret and headers come from the environment, the body from standard input.
import { createHmac, timingSafeEqual } from "node:crypto"
import { readFileSync } from "node:fs"

const TOLERANCE_SECONDS = 300

type Headers = { id: string; timestamp: string; signatures: string }

/** `body` is the bytes as they came, before anything parses them. */
function isGenuine(secret: string, { id, timestamp, signatures }: Headers, body: Buffer): boolean {
  const age = Math.abs(Date.now() / 1000 - Number(timestamp))
  if (secret === "" || !(age <= TOLERANCE_SECONDS)) return false
  const digest = createHmac("sha256", secret).update(`${id}.${timestamp}.`).update(body).digest("base64")
  const expected = Buffer.from(`v1,${digest}`)
  // There are several signatures while a secret is being changed.
  return signatures.split(" ").some((text) => {
    const given = Buffer.from(text)
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

const {
  WEBHOOK_SECRET = "",
  HTTP_WEBHOOK_ID = "",
  HTTP_WEBHOOK_TIMESTAMP = "",
  HTTP_WEBHOOK_SIGNATURE = "",
} = process.env
const headers = { id: HTTP_WEBHOOK_ID, timestamp: HTTP_WEBHOOK_TIMESTAMP, signatures: HTTP_WEBHOOK_SIGNATURE }
const body = readFileSync(0)
if (isGenuine(WEBHOOK_SECRET, headers, body)) {
  process.stdout.write(`${JSON.parse(body.toString()).event}\n`)
} else {
  process.stderr.write("not from Rollcall: answer 400\n")
  process.exitCode = 1
}
