import type { Related, Step } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { dataTypeOf } from "../custom-fields.js"
import { fields, mapped, viewOf } from "../testing.js"
import { createRequest } from "../writes/time-off.js"

describe("a time-off request", () => {
  const request = {
    id: "1659",
    employeeId: "12",
    status: { lastChanged: "2026-05-11", lastChangedByUserId: "2385", status: "approved" },
    name: "Ines Wolf",
    start: "2026-04-10",
    end: "2026-04-13",
    created: "2026-05-11",
    type: { id: "77", name: "Bereavement", icon: "time-off-luggage" },
    amount: { unit: "days", amount: "2" },
    dates: { "2026-04-10": "1", "2026-04-11": "0", "2026-04-13": "1" },
    notes: { manager: "ok" },
  }
  const shown = (more: object, facts: Related = {}) =>
    mapped(viewOf("timeoff_requests"), { ...request, ...more }, facts)
  it("has its type, its person, its days and who decided on it", () => {
    const decider = { id: "2385", employeeId: 61, firstName: "Jon", lastName: "Brandt" }
    expect(shown({}, { decider, types: [] })).toEqual({
      id: "1659",
      reason: { id: "77", name: "Bereavement" },
      type: { id: "77", name: "Bereavement" },
      timeoff_type: "Bereavement",
      employee: { id: "12", name: "Ines Wolf" },
      approver: "Jon Brandt",
      approver_reference: { id: "61", name: "Jon Brandt" },
      status: "approved",
      status_source: "approved",
      employee_note: null,
      approver_note: "ok",
      units: "days",
      units_source: "days",
      amount: 2,
      start_time: "2026-04-10",
      end_time: "2026-04-13",
      session: "full",
      session_source: "2 days",
      created_at: "2026-05-11T00:00:00.000Z",
    })
    expect(shown({}, { decider: { ...decider, employeeId: 0 } })).toMatchObject({ approver_reference: null })
    expect(shown({ status: { status: "requested" } }, { decider })).not.toHaveProperty("approver")
  })
  it.each([
    ["requested", "pending"],
    ["denied", "rejected"],
    ["declined", "rejected"],
    ["canceled", "cancelled"],
    ["cancelled", "cancelled"],
    ["superceded", "cancelled"],
    ["superseded", "cancelled"],
    ["odd", null],
  ])("%s is %s", (status, expected) => expect(shown({ status: { status } })).toMatchObject({ status: expected }))

  const hours = { unit: "hours", amount: "8" }
  const types = [
    {
      id: "78",
      defaultHours: [
        { name: "default", amount: "8" },
        { name: "Friday", amount: "6" },
      ],
    },
  ]
  it.each([
    [{ dates: { "2026-04-10": "0.5" } }, null],
    [{ dates: { "2026-04-09": "8", "2026-04-10": "6" }, amount: hours }, "full"],
    [{ dates: { "2026-04-09": "8", "2026-04-10": "8" }, amount: hours }, null],
    [{ dates: { "2026-04-06": "40", "2026-04-07": "0" }, amount: hours }, null],
    [{ dates: {} }, null],
    [{ dates: [] }, undefined],
  ])("with %j has the session %s", (more, session) =>
    expect(JSON.parse(JSON.stringify(shown(more, { types }))).session).toBe(session),
  )

  it.each([{}, []])("has no notes in %j", (notes) =>
    expect(shown({ notes })).toMatchObject({ employee_note: null, approver_note: null }),
  )
})

/** The one step of a request for time off. */
function requested(): Step {
  const body = { employee: { id: "4" }, start_time: "2026-03-02", end_time: "2026-03-02", timeoff_type: "78" }
  const context = { today: "2026-03-01", toLocal: (moment: string) => moment }
  const [step] = createRequest.plan({ body }, { types: [{ id: "78", name: "Vacation", units: "days" }] }, context)
  if (!step) throw new Error("a request is one step")
  return step
}

it("a request that was made is the answer, or known by its address", () => {
  const { answered: created } = requested()
  const at = (location?: string) => created?.({ body: "", headers: location === undefined ? {} : { location } })
  expect(created?.({ body: { id: "1679", notes: [] }, headers: {} })).toEqual({ id: "1679", notes: [] })
  expect(at("https://acme.bamboohr.com/api/v1/time_off/requests/1679")).toEqual({ id: "1679" })
  expect([at(), at("https://acme.bamboohr.com/api/v1/employees/4")]).toEqual([undefined, undefined])
})

describe("a type of time off", () => {
  it.each([
    ["Vacation", "palm-trees", "holiday"],
    ["Sick", "band-aid", "sick"],
    ["Krankheit", "band-aid", "sick"],
    ["Parental Leave", "time-off-calendar", "parental"],
    ["Bereavement", "time-off-luggage", "compassionate"],
    ["Comp/In Lieu Time", "time-off-calendar", "overtime_compensation"],
    ["Company Holiday", "time-off-calendar", "holiday"],
    ["Jury duty", "time-off-calendar", "other"],
  ])("%s with %s is %s", (name, icon, kind) =>
    expect(mapped(viewOf("timeoff_types"), { id: "1", name, icon, units: "hours", color: "6a6a6a" })).toMatchObject({
      ...{ kind, kind_source: name, unit: "hours", color: "#6a6a6a", is_active: true },
    }),
  )
})

describe("lists of the company", () => {
  it("give groups, places and fields", () => {
    const option = { id: "18280", name: "People", list: "department", createdDate: "2025-12-18T19:22:20+00:00" }
    expect(mapped(viewOf("groups"), option)).toMatchObject({
      type: "department",
      created_at: "2025-12-18T19:22:20.000Z",
    })
    expect(viewOf("groups").where?.({ ...option, list: "jobTitle" })).toBe(false)
    const place = { ...option, list: "location", name: "Home" }
    expect(mapped(viewOf("locations"), place, { places: undefined })).toEqual({
      ...{ id: "18280", name: "Home", created_at: "2025-12-18T19:22:20.000Z" },
    })
    const address = { city: "Oslo", country: { name: "Norway" }, timezone: "Europe/Oslo", remoteLocation: true }
    expect(mapped(viewOf("locations"), place, { places: [{ id: "1", label: "Home", address }] })).toMatchObject({
      ...{ city: "Oslo", country: "NO", timezone: "Europe/Oslo", location_type: "remote", state: null },
    })
    const [field = {}] = fields
    const options = [
      { id: "12", name: "L", archived: "yes" },
      { id: "9", name: "M", archived: "no" },
    ]
    expect(mapped(viewOf("fields"), field, { options, columns: [] })).toMatchObject({
      ...{
        id: "1",
        name: "customShirtsize",
        label: "Shirt size",
        data_type: "single_choice",
        data_type_source: "list",
      },
      options: [
        { id: "9", label: "M", value: "M", is_active: true },
        { id: "12", label: "L", value: "L", is_active: false },
      ],
    })
    expect(mapped(viewOf("fields"), field, { options, columns: [{ fieldId: "1" }] })).toBeUndefined()
    const kept = [
      field,
      { ...field, id: "4.1" },
      { ...field, id: "-4" },
      { ...field, alias: "department" },
      { ...field, type: "" },
    ]
    expect(kept.map((one) => viewOf("fields").where?.(one))).toEqual([true, false, false, false, false])
    expect(dataTypeOf({ type: "employee" })).toBe("text")
  })
})
