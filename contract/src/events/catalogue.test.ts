import { expect, it } from "vitest"
import { EVENTS, samplePayload } from "./catalogue.js"
import { EVENT_TYPES } from "./wanted.js"

it.each(Object.entries(EVENTS))(
  "A sample of %s has every key that a real one has, of its type",
  (type, { payload }) => {
    const sample = samplePayload(type)
    expect(payload.parse(sample)).toEqual(sample)
  },
)

it("There is a sample of every type that a test call can send", () => {
  for (const type of EVENT_TYPES) expect(Object.keys(samplePayload(type)).length).toBeGreaterThan(0)
  expect(samplePayload("constructor")).toEqual({ foo: "bar" })
})

const asJson = (value: unknown): string[] => ["```json", JSON.stringify(value, null, 2), "```"]

const BODY = {
  id: "f1c1a441-d539-4403-aab1-3afeba8e856d",
  event: "employee:hired",
  event_type: "employee:hired",
  environment_id: "4f696a11-1a30-4af7-aa18-0f86aa4eabdb",
  webhook_id: "491d060f-9a1c-419f-86b0-95350f5e0b50",
  sequence: 42,
  created_at: "2026-03-01T09:00:00.000Z",
  payload: { "...": "see below" },
}

/** `npx vitest run --project pure contract/src/events -u` writes it anew. */
it("docs/events.md has every event", async () => {
  const detailsOf = (type: string) => {
    const { details } = samplePayload(type)
    const keys = Object.keys(Object(details)).filter((key) => key !== "employee")
    return keys.map((key) => `\`${key}\``).join(", ")
  }
  const rows = Object.entries(EVENTS).map(([type, { summary, effectiveDate = "" }]) =>
    ["", `\`${type}\``, summary, effectiveDate, detailsOf(type), ""].join(" | ").trim(),
  )
  const payloads = Object.keys(EVENTS).flatMap((type) => [`### ${type}`, "", ...asJson(samplePayload(type)), ""])
  const page = [
    "# Events",
    "",
    "All that [webhooks](changes-and-webhooks.md) and [`GET /changes`](changes-and-webhooks.md#follow-the-change-log) can tell you, with the body of each event.",
    "[Named events](named-events.md) says more on those about people.",
    "",
    "| event | told when | effective date | details besides `employee` |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
    "## The body",
    "",
    "Every delivery has the same fields around its `payload`. `GET /changes` has `id`, `event`, `sequence`, `created_at` and `payload` of them.",
    "",
    ...asJson(BODY),
    "",
    "## Payloads",
    "",
    "Of rows (`before`, `after`), a few fields stand for all: a row is whole, as a read of the [synced copy](reading.md#live-or-synced) shows it. `/openapi.json` has the schema of each payload.",
    "",
    ...payloads,
  ]
  await expect(page.join("\n")).toMatchFileSnapshot("../../../docs/events.md")
})
