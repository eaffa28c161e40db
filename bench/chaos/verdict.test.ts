import { describe, expect, it } from "vitest"
import {
  judgeAnswers,
  judgeChanges,
  judgeCreates,
  judgeDoubles,
  judgeLoad,
  judgeStills,
  judgeStory,
  judgeWebhook,
} from "./verdict.js"

/** A record that was there before, is changed twice and then deleted, and one that is made. */
const told = (sequence: number, event: string, record_id: string, before: object | null, after: object | null) => ({
  sequence,
  id: `e${sequence}`,
  event: `record:${event}`,
  payload: { integrated_account_id: "a", resource: "hris/employees", record_id, before, after, changed_at: "now" },
})
const CHANGES = [
  told(1, "updated", "1", { name: "A" }, { name: "B" }),
  told(2, "updated", "1", { name: "B" }, { name: "A", at: 1 }),
  told(3, "created", "2", null, { name: "C" }),
  told(4, "deleted", "1", { at: 1, name: "A" }, null),
]
const row = (id: string, name: string): [string, object] => [`a hris/employees ${id}`, { name }]
const STORY = { before: new Map([row("1", "A")]), after: new Map([row("2", "C")]), since: 0 }
const without = (sequence: number) => CHANGES.filter((one) => one.sequence !== sequence)

const arrivalOf = ({ sequence, id, event, payload }: (typeof CHANGES)[number], isAccepted = true) => {
  const raw = JSON.stringify({ id, event, sequence, payload })
  return { path: "/x", id, raw, sequence, bodyId: id, type: event, isSigned: true, isAccepted }
}
const ARRIVALS = CHANGES.map((one) => arrivalOf(one))
const [first, second, third, fourth] = ARRIVALS as [Arrival, Arrival, Arrival, Arrival]
type Arrival = (typeof ARRIVALS)[number]

describe("The verdict on a log", () => {
  it("finds nothing in one that is right", () => {
    expect([...judgeChanges(CHANGES), ...judgeDoubles(CHANGES), ...judgeStory(CHANGES, STORY)]).toEqual([])
  })

  it.each([1, 2, 3, 4])("misses event %i, whether its number is left out or was given to the next", (sequence) => {
    expect(judgeStory(without(sequence), STORY)).not.toEqual([])
    if (sequence < 4) expect(judgeChanges(without(sequence))).not.toEqual([])
  })

  it("sees one that is told twice, in another order, or under the same id", () => {
    const again = { ...CHANGES[0], sequence: 5, id: "e5" } as (typeof CHANGES)[number]
    expect(judgeDoubles([...CHANGES.slice(0, 1), again])).toHaveLength(1)
    expect(judgeStory([...CHANGES.slice(0, 1), again, ...CHANGES.slice(1)], STORY)).not.toEqual([])
    expect(judgeStory([CHANGES[1], CHANGES[0], CHANGES[2], CHANGES[3]], STORY)).not.toEqual([])
    expect(judgeChanges(CHANGES.map((one) => ({ ...one, id: "e1" })))).toHaveLength(1)
  })

  it("sees a copy that the log does not tell", () => {
    expect(judgeStory(CHANGES, { ...STORY, after: new Map([row("2", "D")]) })).toHaveLength(1)
    expect(judgeStory(CHANGES, { ...STORY, after: new Map([row("2", "C"), row("3", "E")]) })).toHaveLength(1)
  })
})

describe("The verdict on a subscriber", () => {
  const judge = (arrivals: readonly object[]) => judgeWebhook("/x", { arrivals, changes: CHANGES })

  it("allows what comes again, the same and in order, also after a refusal", () => {
    expect(judge(ARRIVALS)).toEqual([])
    expect(judge([first, { ...second, isAccepted: false }, second, second, third, fourth])).toEqual([])
  })

  it.each([
    ["one that never came", [first, second, fourth]],
    ["one that was never taken", [first, second, third, { ...fourth, isAccepted: false }]],
    ["another order", [first, third, second, fourth]],
    ["one that is taken after a later one", [first, { ...second, isAccepted: false }, third, second, fourth]],
    ["other bytes the second time", [first, second, { ...second, raw: `${second.raw} ` }, third, fourth]],
    ["another id the second time", [first, second, { ...second, id: "other" }, third, fourth]],
    ["one id for two", [first, second, third, { ...fourth, id: "e1" }]],
    ["something else than the log says", [first, { ...second, raw: first.raw }, third, fourth]],
    ["what the log lacks", [...ARRIVALS, { ...fourth, sequence: 9, id: "e9" }]],
    ["a signature that is wrong", [first, second, third, { ...fourth, isSigned: false }]],
  ])("sees %s", (_, arrivals) => {
    expect(judge(arrivals)).not.toEqual([])
  })
})

describe("The verdict on creates", () => {
  const create = (status: number) => ({ key: "k", at: "now", tries: 1, ms: 9, status, text: '{"id":"7"}' })
  const leave = (id = 7) => ({ id, description: "k" })

  it("allows one that happened once, and one of which nobody knows", () => {
    expect(judgeCreates([create(200)], [leave()])).toEqual([])
    for (const leaves of [[], [leave()]]) expect(judgeCreates([create(502)], leaves)).toEqual([])
  })

  it.each<[number, { id: number; description: string }[]]>([
    [200, []],
    [200, [leave(), leave(8)]],
    [200, [leave(8)]],
    [502, [leave(), leave(8)]],
    [409, []],
    [422, [leave()]],
    [0, []],
  ])("sees a %i with these leaves: %j", (status, leaves) => {
    expect(judgeCreates([create(status)], leaves)).toHaveLength(1)
  })
})

describe("The verdict on time and load", () => {
  it("sees what stood still, and who waited, for more than 15 seconds", () => {
    const still = (afterKillMs: number) => ({ kind: "delivery", thing: "w", mark: "1/0", at: "now", afterKillMs })
    expect(judgeStills([still(15_000), still(15_001)])).toHaveLength(1)
    const slow = [{ what: "/x", ms: 15_001, at: "now" }]
    const creates = [{ key: "k", ms: 15_001, tries: 2, at: "now" }]
    expect(judgeAnswers({ slow, creates })).toHaveLength(2)
    expect(judgeAnswers({ slow: [{ ...slow[0], ms: 9_000 }], creates: [{ ...creates[0], ms: 9 }] })).toEqual([])
  })

  it("sees what was not tested", () => {
    const counts = { reads: 1, syncedReads: 1, syncRuns: 1, companyChanges: 1, connections: 1, expiries: 1 }
    const facts = { ...counts, creates: [{ status: 200 }] }
    const receiver = { arrivals: ARRIVALS }
    const stills = ["sync run", "fan-out", "delivery", "hint"].map((kind) => ({ kind }))
    expect(judgeLoad({ facts, receiver, stills })).toEqual([])
    expect(judgeLoad({ facts: { ...facts, creates: [] }, receiver, stills })).toHaveLength(1)
    expect(judgeLoad({ facts: { ...facts, syncRuns: 0 }, receiver, stills: stills.slice(1) })).toHaveLength(2)
  })
})
