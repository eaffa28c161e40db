import { describe, expect, it } from "vitest"
import { type Judging, judgeResource } from "./end-resource.js"
import { NO_CHECKPOINT, NO_PROGRESS, type Step } from "./runs/run.js"

const [early, late] = [new Date("2026-03-01T10:00:00Z"), new Date("2026-03-01T11:00:00Z")]
const complete = (asOf = late) => ({ state: "complete", asOf }) as const
const refused = { state: "refused", asOf: null } as const
const step = (status: Step["status"], more: Partial<Step> = {}) => ({
  ...{ status, error: null, checkpoint: NO_CHECKPOINT, progress: NO_PROGRESS },
  ...more,
})

/** A resource of two source tables, that shows a third one. */
function judge({ states = {}, steps = {}, skipped = 0 }: Given) {
  return judgeResource({
    sources: new Set(["people", "guests"]),
    tables: ["people", "guests", "teams"],
    states: new Map(Object.entries({ people: complete(), guests: complete(), teams: complete(), ...states })),
    steps: new Map(Object.entries({ people: step("done"), guests: step("done"), teams: step("done"), ...steps })),
    skipped,
  })
}
type Given = {
  states?: Record<string, Judging["states"] extends ReadonlyMap<string, infer S> ? S : never>
  steps?: Record<string, ReturnType<typeof step>>
  skipped?: number
}

describe("A resource ends as the worst of its tables", () => {
  it("and is as fresh as the oldest of them", () => {
    expect(judge({ states: { teams: complete(early) } })).toEqual({
      status: "done",
      error: null,
      attempt: { result: "completed", error: undefined, completeAsOf: early, isWhole: true },
    })
  })
  it("held before failed, when rows of its own would go", () => {
    const held = step("held", { error: "9 of 9 rows would be deleted" })
    const failed = step("failed", { error: "500" })
    expect(judge({ steps: { people: held, teams: failed } })).toMatchObject({
      status: "held",
      attempt: { result: "held" },
    })
    expect(judge({ steps: { teams: failed } })).toMatchObject({ status: "failed", error: "teams: 500" })
    expect(judge({ steps: { people: failed } })).toMatchObject({ status: "failed", error: "500" })
  })
  it("skipped when the HR system refuses all of its own tables, incomplete when it refuses one", () => {
    const no = step("skipped", { error: "403" })
    const all = judge({ states: { people: refused, guests: refused }, steps: { people: no, guests: no } })
    expect(all).toMatchObject({ status: "skipped", error: "people, guests: 403", attempt: { result: "forbidden" } })
    const one = judge({ states: { guests: refused }, steps: { guests: no } })
    expect(one).toMatchObject({ status: "done", attempt: { result: "incomplete", readAsOf: late } })
    expect(one.error).toMatch(/^guests: the HR system refuses it/)
    expect(one.attempt).not.toHaveProperty("completeAsOf")
    // What it only shows is left out of its rows, and nothing else is the worse for it.
    expect(judge({ states: { teams: refused }, steps: { teams: no } }).attempt.result).toBe("completed")
  })
  it("incomplete when rows could not be read, or a list did not add up", () => {
    const progress = { ...NO_PROGRESS, skipped: 2 }
    const some = judge({ steps: { people: step("done", { progress }) }, skipped: 1 })
    expect(some.attempt).toMatchObject({ result: "incomplete", readAsOf: late })
    expect(some.attempt.error).toMatch(/^3 rows could not be read/)
    const doubted = step("done", { error: "it gives 3", checkpoint: { ...NO_CHECKPOINT, isDoubted: true } })
    expect(judge({ steps: { teams: doubted } })).toMatchObject({
      error: "teams: it gives 3",
      attempt: { result: "incomplete", completeAsOf: late },
    })
  })
  it("failed while a table was never read to its end", () => {
    const given = { sources: new Set(["people"]), tables: ["people", "teams"], steps: new Map(), skipped: 0 }
    expect(judgeResource({ ...given, states: new Map([["people", complete()]]) })).toMatchObject({
      status: "failed",
      error: "teams: not read yet",
    })
  })
})
