import type { Remote } from "@rollcall/connector-kit"
import { addDays } from "@rollcall/contract"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { isTermination, leftOn, timeline, type Version, versionOf } from "./timeline.js"

const job = (id: string, date: string, jobTitle = `job ${id}`): Remote => ({ id, employeeId: "4", date, jobTitle })
const pay = (id: string, startDate: string): Remote => ({ id, employeeId: "4", startDate })
const status = (id: string, date: string, employmentStatus = "Full-Time"): Remote => ({
  id,
  employeeId: "4",
  date,
  employmentStatus,
})
const left = (id: string, date: string) => status(id, date, "Terminated")

const shown = (versions: readonly Version[]) =>
  versions.map(({ source, row, start, end }) => `${source} ${row.id}: ${start} to ${end ?? "open"}`)

describe("the timeline of a person", () => {
  it("has a version for each date of any table, named by the greatest table's row", () => {
    const history = {
      jobs: [job("2", "2024-01-01"), job("1", "2023-03-03")],
      pays: [pay("5", "2023-03-03"), pay("6", "2023-07-01"), pay("7", "2024-01-01")],
      statuses: [status("8", "2023-03-03"), status("9", "2023-09-01", "Part-Time")],
    }
    const versions = timeline(history)
    expect(shown(versions)).toEqual([
      "jobs 1: 2023-03-03 to 2023-06-30",
      "pays 6: 2023-07-01 to 2023-08-31",
      "statuses 9: 2023-09-01 to 2023-12-31",
      "jobs 2: 2024-01-01 to open",
    ])
    expect(versions.map((one) => [one.job?.id, one.pay?.id, one.status?.id])).toEqual([
      ["1", "5", "8"],
      ["1", "6", "8"],
      ["1", "6", "9"],
      ["2", "7", "9"],
    ])
  })
  it("takes the row of a date that was made last, whatever the order", () => {
    const jobs = [job("10", "2024-01-01"), job("9", "2024-01-01"), job("3", "2023-01-01")]
    for (const rows of [jobs, jobs.toReversed()])
      expect(shown(timeline({ jobs: rows }))).toEqual([
        "jobs 3: 2023-01-01 to 2023-12-31",
        "jobs 10: 2024-01-01 to open",
      ])
  })
  it("begins with the first job, or without one with whatever there is", () => {
    const pays = [pay("1", "2020-01-01"), pay("2", "2022-01-01")]
    const statuses = [status("3", "2019-01-01")]
    expect(shown(timeline({ jobs: [job("5", "2021-01-01")], pays, statuses }))).toEqual([
      "jobs 5: 2021-01-01 to 2021-12-31",
      "pays 2: 2022-01-01 to open",
    ])
    expect(shown(timeline({ pays, statuses }))).toEqual([
      "statuses 3: 2019-01-01 to 2019-12-31",
      "pays 1: 2020-01-01 to 2021-12-31",
      "pays 2: 2022-01-01 to open",
    ])
  })
  it("ends on the day of a termination, which begins nothing, and goes on with a rehire", () => {
    const history = {
      jobs: [job("1", "2020-01-01"), job("2", "2021-06-30"), job("3", "2022-02-01")],
      pays: [pay("4", "2020-01-01"), pay("5", "2021-12-01")],
      statuses: [status("6", "2020-01-01"), left("7", "2021-06-30"), status("8", "2022-02-01", "Contractor")],
    }
    const versions = timeline(history)
    expect(shown(versions)).toEqual([
      "jobs 1: 2020-01-01 to 2021-06-29",
      "jobs 2: 2021-06-30 to 2021-06-30",
      "jobs 3: 2022-02-01 to open",
    ])
    expect(versions.map(({ ending }) => ending?.id)).toEqual([undefined, "7", undefined])
    expect(versions.map(({ begins, isRehire }) => [begins, isRehire])).toEqual([
      ["2020-01-01", false],
      ["2020-01-01", false],
      ["2022-02-01", true],
    ])
    expect(versions.map((one) => [one.pay?.id, one.status?.id])).toEqual([
      ["4", "6"],
      ["4", "6"],
      ["5", "8"],
    ])
  })
  it("keeps a termination and a rehire on the next day apart", () => {
    const statuses = [status("1", "2020-01-01"), left("2", "2021-06-30"), status("3", "2021-07-01")]
    const versions = timeline({ statuses })
    expect(shown(versions)).toEqual(["statuses 1: 2020-01-01 to 2021-06-30", "statuses 3: 2021-07-01 to open"])
    expect(versions.map(({ ending }) => ending?.id)).toEqual(["2", undefined])
  })
  it("takes a termination that was taken back on the same day for none", () => {
    const statuses = [status("1", "2020-01-01"), left("2", "2021-06-30"), status("3", "2021-06-30", "Part-Time")]
    expect(shown(timeline({ statuses }))).toEqual([
      "statuses 1: 2020-01-01 to 2021-06-29",
      "statuses 3: 2021-06-30 to open",
    ])
  })
  it("has rows ahead, and a last day that is to come", () => {
    const history = { jobs: [job("1", "2020-01-01"), job("2", "2099-01-01")], statuses: [left("3", "2099-06-30")] }
    expect(shown(timeline(history))).toEqual(["jobs 1: 2020-01-01 to 2098-12-31", "jobs 2: 2099-01-01 to 2099-06-30"])
  })
  it("says for each row whether it begins a version", () => {
    const history = {
      jobs: [job("1", "2020-01-01")],
      pays: [pay("2", "2020-01-01"), pay("3", "2019-01-01"), pay("4", "2021-01-01"), pay("5", "0000-00-00")],
      statuses: [left("6", "2022-01-01"), status("7", "2020-01-01")],
    }
    const begun = (rows: readonly Remote[], source: "pays" | "statuses") =>
      rows.filter((row) => versionOf(source, row, history)).map(({ id }) => id)
    expect(begun(history.pays, "pays")).toEqual(["4"])
    expect(begun(history.statuses, "statuses")).toEqual([])
    // What was not read hides nothing.
    expect(versionOf("pays", pay("2", "2020-01-01"), {})?.start).toBe("2020-01-01")
  })
})

const days = fc.integer({ min: 0, max: 40 }).map((at) => addDays("2026-01-01", at * 3) ?? "")
const date = fc.oneof({ weight: 9, arbitrary: days }, fc.constantFrom("0000-00-00", "", "2026-13-45", null))
const rowsWith = (column: string, more: fc.Arbitrary<object>) =>
  fc
    .array(fc.tuple(date, more), { maxLength: 8 })
    .map((rows) =>
      rows.map(([at, one], index): Remote => ({ id: String(index + 1), employeeId: "4", [column]: at, ...one })),
    )
const history = fc.record({
  jobs: rowsWith("date", fc.constant({})),
  pays: rowsWith("startDate", fc.constant({})),
  statuses: rowsWith(
    "date",
    fc.record({ employmentStatus: fc.constantFrom("Full-Time", "Part-Time", "Terminated", "terminated", null) }),
  ),
})

describe("whatever the history is, the timeline", () => {
  it("has versions that never overlap, each date once, the oldest first", () => {
    fc.assert(
      fc.property(history, (given) => {
        for (const [at, version] of timeline(given).entries()) {
          const next = timeline(given)[at + 1]
          expect(version.end === null || version.start <= version.end).toBe(true)
          if (next) expect(version.end !== null && version.end < next.start).toBe(true)
          else expect(version.end === null).toBe(version.ending === undefined)
        }
      }),
    )
  })
  it("leaves out no day but those after a termination", () => {
    fc.assert(
      fc.property(history, (given) => {
        const versions = timeline(given)
        for (const [at, version] of versions.entries()) {
          const next = versions[at + 1]
          if (next && addDays(version.end ?? "", 1) !== next.start) {
            expect(version.ending?.date).toBe(version.end)
            expect(next.isRehire).toBe(true)
          }
        }
      }),
    )
  })
  it("shows what is in force on the first day of each version", () => {
    fc.assert(
      fc.property(history, (given) => {
        for (const { start, job: held, source, row } of timeline(given)) {
          const before = given.jobs.filter((one) => String(one.date) >= "2026-01-01" && String(one.date) <= start)
          const latest = before
            .map((one) => String(one.date))
            .sort()
            .at(-1)
          expect(held?.date).toBe(latest)
          expect(given[source]).toContain(row)
          expect(source === "statuses" && isTermination(row)).toBe(false)
        }
      }),
    )
  })
  it("is the same for rows in any order", () => {
    fc.assert(
      fc.property(history, (given) => {
        const turned = Object.fromEntries(Object.entries(given).map(([name, rows]) => [name, rows.toReversed()]))
        expect(timeline(turned)).toEqual(timeline(given))
      }),
    )
  })
  it("is told by each row alone as it is told of all of them", () => {
    fc.assert(
      fc.property(history, (given) => {
        const all = timeline(given).map(({ source, row }) => `${source} ${row.id}`)
        const sources = ["jobs", "pays", "statuses"] as const
        const single = sources.flatMap((source) =>
          given[source].filter((row) => versionOf(source, row, given)).map((row) => `${source} ${row.id}`),
        )
        expect(single.sort()).toEqual(all.sort())
      }),
    )
  })
})

describe("the day somebody left", () => {
  it.each([
    [[], "2020-01-01", undefined, null],
    [[left("1", "2021-06-30")], "2020-01-01", undefined, "2021-06-30"],
    [[left("1", "2021-06-30"), left("2", "2021-07-31")], "2020-01-01", undefined, "2021-06-30"],
    [[left("1", "2021-06-30"), status("2", "2022-01-01")], "2020-01-01", undefined, null],
    [[left("1", "2021-06-30"), status("2", "2022-01-01")], "2020-01-01", "2021-12-01", "2021-06-30"],
    [[left("1", "2021-06-30")], "2022-01-01", undefined, "2022-01-01"],
  ])("in %j from %s until %s is %s", (statuses, from, until, day) => expect(leftOn(statuses, from, until)).toBe(day))
})
