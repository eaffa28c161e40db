import { formatDay, toDay } from "@rollcall/sandbox-kit"
import type { Person } from "../fields/person.js"
import { firstLast } from "../fields/person.js"
import type { Json, Row } from "../world.js"
import { element, elementOf, text, xmlDocument } from "../xml.js"
import { type Answer, type Call, type Endpoint, isDay, peopleOf, readFlag, refuse, unsorted } from "./call.js"

/** Requests, types, policies, and who is out. */
export const timeOff: readonly Endpoint[] = [
  { method: "GET", path: "v1/time_off/requests", form: "classic", area: "time_off", run: listRequests },
  { method: "GET", path: "v1/time_off/whos_out", form: "classic", area: "time_off", run: listWhoIsOut },
  { method: "GET", path: "v1/meta/time_off/types", form: "classic", area: "time_off", run: listTypes },
  { method: "GET", path: "v1/meta/time_off/policies", form: "classic", area: "time_off", run: listPolicies },
]

const ACTIONS = ["view", "approve", "myRequests"]

function listRequests(call: Call): Answer {
  const { query } = call
  const [start, end] = [query.get("start"), query.get("end")]
  if (!isDay(start)) throw refuse(400, "The start date is required, as YYYY-MM-DD")
  if (!isDay(end)) throw refuse(400, "The end date is required, as YYYY-MM-DD")
  const action = query.get("action")
  if (action !== null && !ACTIONS.includes(action)) throw refuse(400, `action must be one of ${ACTIONS.join(", ")}`)
  const people = new Map(peopleOf(call).map((person) => [person.id, person]))
  const found = requestsBy(call).filter((row) => String(row.start) <= end && String(row.end) >= start)
  const isWithoutNotes = readFlag(query, "excludeNote") === true
  const json = unsorted(found).flatMap((row) => {
    const person = people.get(String(row.employeeId))
    if (!person) return []
    const written = requestOf(row, { call, person })
    return isWithoutNotes ? [{ ...written, notes: [] }] : [written]
  })
  return { json, xml: () => requestsXml(json) }
}

/** By everything but the window. */
function requestsBy({ query, running, rights, params }: Call): readonly Row[] {
  const listed = (name: string): string[] | null => query.get(name)?.split(",") ?? null
  const [ids, types, statuses] = [listed("id"), listed("type"), listed("status")]
  const user = running.store.find("users", rights.level.userId ?? "")
  const action = query.get("action")
  const employeeId =
    action === "myRequests" ? String(user?.employeeId ?? "0") : (query.get("employeeId") ?? params.employeeId)
  return running.store.all("timeOffRequests").filter((row) => {
    if (ids && !ids.includes(row.id)) return false
    if (employeeId !== undefined && row.employeeId !== employeeId) return false
    if (types && !types.includes(String(row.typeId))) return false
    if (action === "approve" && row.status !== "requested") return false
    return !statuses || statuses.includes(String(row.status))
  })
}

/** As lists show it: days where the answer to a create has moments. */
export function requestOf(row: Row, { call, person }: { call: Call; person: Person }) {
  const type = call.running.store.find("timeOffTypes", String(row.typeId))
  const isOpen = row.status === "requested"
  const notes = row.notes ?? {}
  const hasNotes = typeof notes === "object" && notes !== null && Object.keys(notes).length > 0
  return {
    id: row.id,
    employeeId: String(row.employeeId),
    status: {
      lastChanged: String(row.statusChangedOn).slice(0, 10),
      lastChangedByUserId: row.statusChangedBy ?? null,
      status: row.status ?? null,
    },
    name: firstLast(person.row),
    start: row.start ?? null,
    end: row.end ?? null,
    created: row.created ?? null,
    type: { id: String(row.typeId), name: type?.name ?? "", icon: type?.icon ?? null },
    amount: { unit: type?.units ?? "hours", amount: row.amount ?? "0" },
    actions: { view: true, edit: true, cancel: isOpen, approve: isOpen, deny: isOpen, bypass: isOpen },
    dates: row.dates ?? {},
    // Both kinds of empty occur.
    notes: hasNotes ? notes : Number(row.id) % 2 === 0 ? {} : [],
  }
}

function requestsXml(rows: readonly ReturnType<typeof requestOf>[]): string {
  const written = rows.map(({ id, employeeId, status, name, start, end, created, type, amount, dates, notes }) => {
    const days = Object.entries(dates ?? {}).map(([ymd, value]) => element("date", { ymd, amount: value }, ""))
    const told = Object.entries(notes ?? {}).map(([from, note]) => element("note", { from }, text(note)))
    const inner = [
      element(
        "status",
        { lastChanged: status.lastChanged, lastChangedByUserId: status.lastChangedByUserId },
        text(status.status),
      ),
      element("name", {}, text(name)),
      element("start", {}, text(start)),
      element("end", {}, text(end)),
      element("created", {}, text(created)),
      element("type", { id: type.id, icon: type.icon }, text(type.name)),
      element("amount", { unit: amount.unit }, text(amount.amount)),
      element("dates", {}, days.join("")),
      element("notes", {}, told.join("")),
    ]
    return element("request", { id, employeeId }, inner.join(""))
  })
  return xmlDocument(element("requests", {}, written.join("")))
}

function listWhoIsOut(call: Call): Answer {
  const { query, running, scene } = call
  const start = query.get("start") ?? scene.today
  if (!isDay(start)) throw refuse(400, "start must be a day, as YYYY-MM-DD")
  const end = query.get("end") ?? formatDay(toDay(start) + 14)
  if (!isDay(end)) throw refuse(400, "end must be a day, as YYYY-MM-DD")
  const people = new Map(peopleOf(call).map((person) => [person.id, person]))
  const overlaps = (row: Row) => String(row.start) <= end && String(row.end) >= start
  const approved = running.store.all("timeOffRequests").filter((row) => row.status === "approved" && overlaps(row))
  const out = approved.flatMap((row): { [name: string]: Json }[] => {
    const person = people.get(String(row.employeeId))
    if (!person) return []
    // Numbers of time off and of holidays overlap.
    const names = { employeeId: Number(person.id), name: firstLast(person.row) }
    return [{ id: Number(row.id), type: "timeOff", ...names, start: row.start ?? null, end: row.end ?? null }]
  })
  const holidays = running.store.all("holidays").filter(overlaps)
  const free = holidays.map((row): { [name: string]: Json } => {
    return { id: Number(row.id), type: "holiday", name: row.name ?? "", start: row.start ?? null, end: row.end ?? null }
  })
  const json = [...out, ...free].sort((a, b) => toDay(String(a.start)) - toDay(String(b.start)))
  return { json, xml: () => xmlDocument(elementOf("calendar", json)) }
}

/** In no order, `default` for the days that are not named. */
const DEFAULT_HOURS = [
  { name: "Saturday", amount: "0" },
  { name: "default", amount: "8" },
  { name: "Sunday", amount: "0" },
]

function listTypes({ running, query }: Call): Answer {
  const mode = query.get("mode")
  if (mode !== null && mode !== "request") throw refuse(400, "mode must be request")
  const types = running.store.all("timeOffTypes").filter(({ isRetired }) => isRetired !== true)
  const timeOffTypes = types.map(({ id, name, units, color, icon, source }) => ({
    id,
    name: name ?? "",
    units: units ?? "hours",
    color: color ?? null,
    icon: icon ?? "",
    source: source ?? "internal",
  }))
  const json = { timeOffTypes, defaultHours: DEFAULT_HOURS }
  return { json, xml: () => xmlDocument(elementOf("timeOff", json)) }
}

function listPolicies({ running }: Call): Answer {
  const json = running.store.all("timeOffPolicies").map(({ id, timeOffTypeId, name, effectiveDate, type }) => ({
    id,
    timeOffTypeId: timeOffTypeId ?? null,
    name: name ?? "",
    effectiveDate: effectiveDate ?? null,
    type: type ?? "manual",
  }))
  return { json, xml: () => xmlDocument(elementOf("timeOffPolicies", json)) }
}
