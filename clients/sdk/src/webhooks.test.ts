import { Webhook } from "standardwebhooks"
import { expect, it } from "vitest"
import { verifyWebhook } from "./webhooks.js"

const [SECRET, OTHER] = ["1c6a7d52-0b9e-4f3d-8a41-6e2f9c5b7d10", "another"]
const AT = new Date("2026-03-01T09:00:00Z")
const BODY = JSON.stringify({ id: "e-1", event: "employee:hired", payload: { after: { name: "Zoë" } } })
/** As the reference library signs. */
const signed = (secret = SECRET, body = BODY) => ({
  "webhook-id": "e-1",
  "webhook-timestamp": String(AT.getTime() / 1000),
  "webhook-signature": new Webhook(Buffer.from(secret).toString("base64")).sign("e-1", AT, body),
})
const given = { body: BODY, headers: signed(), secret: SECRET, now: AT.getTime() + 5_000 }

it.each([
  ["a Headers", { headers: new Headers(signed()) }],
  [
    "an object in any case",
    {
      headers: {
        "Webhook-Id": "e-1",
        "WEBHOOK-TIMESTAMP": signed()["webhook-timestamp"],
        "webhook-signature": [signed()["webhook-signature"]],
      },
    },
  ],
  ["the bytes of the body", { body: new TextEncoder().encode(BODY) }],
  ["two secrets during a change", { secret: [OTHER, SECRET] }],
  [
    "two signatures during a change",
    {
      headers: {
        ...signed(),
        "webhook-signature": `${signed(OTHER)["webhook-signature"]} ${signed()["webhook-signature"]}`,
      },
    },
  ],
])("A delivery is known to be authentic, with %s", async (_, changed) => {
  expect(await verifyWebhook({ ...given, ...changed })).toMatchObject({
    event: "employee:hired",
    payload: { after: { name: "Zoë" } },
  })
})

it.each([
  ["another secret", { secret: OTHER }, "another secret or another body"],
  ["another body", { body: BODY.replace("hired", "fired") }, "another secret or another body"],
  ["another id", { headers: { ...signed(), "webhook-id": "e-2" } }, "another secret or another body"],
  ["no signature", { headers: { ...signed(), "webhook-signature": undefined } }, "webhook-signature is missing"],
  ["what is no base64", { headers: { ...signed(), "webhook-signature": "v1,%%%" } }, "another secret"],
  ["a signature of another scheme", { headers: { ...signed(), "webhook-signature": "v2,AAAA" } }, "another secret"],
  ["an old time", { now: AT.getTime() + 301_000 }, "too long ago"],
  ["a time ahead", { now: AT.getTime() - 301_000 }, "too long ago"],
  ["no time", { headers: { ...signed(), "webhook-timestamp": "soon" } }, "too long ago"],
])("A delivery with %s is not believed", async (_, changed, message) => {
  const failed = await verifyWebhook({ ...given, ...changed }).catch((error) => error)
  expect(failed.name).toBe("WebhookVerificationError")
  expect(failed.message).toContain(message)
})
