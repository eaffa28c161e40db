import { expect, it } from "vitest"
import { z } from "zod"
import { delivery, EVENTS, samplePayload } from "./catalogue.js"
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

const GROUPS: Readonly<Record<string, string>> = {
  integrated_account: "Connections",
  employee: "People",
  compensation: "Pay",
  timeoff_request: "Time off",
  record: "Rows of the synced copy",
  webhook: "Webhooks",
}
const groupOf = (type: string) => type.split(":")[0] ?? ""

const bodyOf = (type: string) => ({
  id: "4d1f1c0e-6c1b-4a57-9a53-5a3f3f2f1b10",
  event: type,
  event_type: type,
  payload: samplePayload(type),
  environment_id: "00000000-0000-4000-8000-000000000001",
  webhook_id: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
  sequence: 42,
  created_at: "2026-01-01T09:00:00.000Z",
})

function sectionOf([type, { summary, effectiveDate }]: [string, { summary: string; effectiveDate?: string }]) {
  return [
    `### ${type}`,
    "",
    `Told when: ${summary}.`,
    ...(effectiveDate === undefined ? [] : ["", `\`effective_date\`: ${effectiveDate}.`]),
    "",
    "```json",
    JSON.stringify(bodyOf(type), null, 2),
    "```",
    "",
  ]
}

it("The body of every delivery in docs/events.md has what a delivery has", () => {
  for (const type of Object.keys(EVENTS))
    expect(delivery.extend({ payload: z.unknown() }).strict().parse(bodyOf(type))).toEqual(bodyOf(type))
})

it("Every event is in a group of docs/events.md", () => {
  expect(Object.keys(EVENTS).filter((type) => !Object.hasOwn(GROUPS, groupOf(type)))).toEqual([])
})

/** `npx vitest run --project pure contract/src/events -u` writes it anew. */
it("docs/events.md has every event with its body", async () => {
  const entries = Object.entries(EVENTS)
  const rows = entries.map(([type, { summary }]) => `| [\`${type}\`](#${type.replace(":", "")}) | ${summary} |`)
  const sections = Object.entries(GROUPS).flatMap(([group, title]) => [
    `## ${title}`,
    "",
    ...entries.filter(([type]) => groupOf(type) === group).flatMap(sectionOf),
  ])
  const page = [
    "# Events",
    "",
    "What a [webhook](webhooks.md) is told and [`GET /changes`](sync.md) answers, with the whole body of each event.",
    "",
    "A webhook is posted the body as it is shown here. A change of `GET /changes` has the same `id`, `event`, `payload`, `sequence` and `created_at`.",
    "`sequence` is the number of the change. `before` and `after` are whole unified rows; three of their fields are shown here.",
    "`/openapi.json` has the schema of each body.",
    "[Named events](named-events.md) says more about events that tell what a change means for people.",
    "",
    "| event | told when |",
    "| --- | --- |",
    ...rows,
    "",
    ...sections,
  ]
  await expect(page.join("\n")).toMatchFileSnapshot("../../../docs/events.md")
})
