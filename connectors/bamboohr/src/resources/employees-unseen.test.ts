import type { Remote } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { mapped, person, related, report, viewOf } from "../testing.js"

describe("what may not be seen", () => {
  const rowOf = (row: Remote, more: object = {}) =>
    mapped(viewOf("employees"), { ...person, ...row }, { ...related, ...more })
  it("leaves no empty list of addresses and numbers, and no other address as the first one", () => {
    expect(rowOf({ workEmail: undefined })).toHaveProperty("emails", undefined)
    expect(rowOf({ workEmail: null, homeEmail: undefined })).toHaveProperty("emails", undefined)
    expect(rowOf({ workEmail: null, homeEmail: null })).toHaveProperty("emails", [])
    expect(rowOf({ workPhone: null, homePhone: null, mobilePhone: undefined })).toHaveProperty("phones", undefined)
    expect(rowOf({ workPhone: null, homePhone: null, mobilePhone: null })).toHaveProperty("phones", [])
  })
  it("of the report leaves the name as it is shown", () => {
    const called = { preferredName: "Mo" }
    const shown = { report: { ...report, displayName: "Mo Lind" } }
    expect(rowOf(called, shown)).toMatchObject({ name: "Mo Lind" })
    expect(rowOf(called, { report: undefined })).toMatchObject({ name: "Mo Lind" })
  })
  it("of the status makes no source empty", () => {
    const unseen = rowOf({ status: undefined, employmentStatusName: undefined })
    expect(unseen).toHaveProperty("employment_status_source", undefined)
  })
  it("of the rows of statuses is no reason that is gone", () => {
    const left = { ...related, report: { ...report, terminationDate: "2026-05-31" } }
    const rows = [{ id: "1", employeeId: "4", date: "2026-05-31", terminationReasonId: "Relocation" }]
    const unseen = rowOf({}, { ...left, statuses: rows })
    expect(unseen).toMatchObject({ termination_date: "2026-05-31" })
    expect(unseen).toHaveProperty("termination_reason", undefined)
    expect(unseen).toHaveProperty("employments", undefined)
    const told = rows.map((row) => ({ ...row, employmentStatus: "Terminated" }))
    expect(rowOf({}, { ...left, statuses: told })).toMatchObject({ termination_reason: "Relocation" })
  })
  it("of the title takes no place away from somebody who is to come", () => {
    const jobs = [{ id: "1", date: "2026-09-01", location: "Berlin" }]
    const locations = [{ id: "7", list: "location", name: "Berlin" }]
    const ahead = rowOf({ jobTitleName: undefined, locationId: null }, { jobs, locations, sites: [] })
    expect(ahead).toMatchObject({ work_location: { id: "7", name: "Berlin" } })
    expect(ahead).toHaveProperty("job_title", undefined)
  })
})
