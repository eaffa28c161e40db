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
  const page = [
    "# Events",
    "",
    "What a [webhook](webhooks.md) is told and [`GET /changes`](sync.md) answers. `/openapi.json` has the schema of each payload.",
    "[Named events](named-events.md) says more on those about people.",
    "",
    "| event | told when | effective date | details besides `employee` |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ]
  await expect(page.join("\n")).toMatchFileSnapshot("../../../docs/events.md")
})
