import {
  day,
  idOf,
  isRemote,
  number,
  objectOf,
  type Remote,
  type RemoteRequest,
  refuseInput,
  type Step,
  text,
  type WriteAnswer,
  write,
} from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import { requests } from "../asked-tables.js"
import { toLeave } from "../leave-request.js"
import { types } from "../tables.js"
import { sessionOf } from "../working-days.js"
import type { Values } from "./person.js"

/** The answer is the request. It is not promised, so its address may have to tell the id. */
export function requestIn({ body, headers }: WriteAnswer): Remote | undefined {
  if (isRemote(body)) return body
  const [location = ""] = [headers.location].flat()
  const [, id] = /\/requests?\/(\d+)$/.exec(location) ?? []
  return id === undefined ? undefined : { id }
}

/** Amounts of the days, and what the note says of half days and hours. What is not shown is no difference. */
function isSameTime(row: Remote, { dates, notes }: Remote): boolean {
  const shown = objectOf(row, "dates")
  const note = text(objectOf(row, "notes") ?? {}, "employee")
  const asked = Array.isArray(dates) ? dates.filter(isRemote) : []
  const wanted = Array.isArray(notes) ? notes.filter(isRemote).map((one) => text(one, "note") ?? "") : []
  const isCounted = asked.every((one) => (shown && number(shown, text(one, "ymd") ?? "")) === number(one, "amount"))
  return (
    (shown === undefined || isCounted) &&
    (note === undefined || String(timesIn(note ?? "")) === String(timesIn(wanted.join("\n"))))
  )
}

/** A new request, which is known again by its person, its days, its amounts and its type. */
function ask(name: string, request: RemoteRequest, employeeId: string): Step {
  const body: Remote = isRemote(request.body) ? request.body : {}
  const [start, end, type] = [text(body, "start"), text(body, "end"), text(body, "timeOffTypeId")]
  return {
    name,
    request,
    row: requests,
    answered: requestIn,
    echoes: ["start", "end"],
    settled: {
      table: requests,
      query: { employeeId, ...(start ? { start } : {}), ...(end ? { end } : {}) },
      isLike: (row) =>
        day(row, "start") === start &&
        day(row, "end") === end &&
        idOf(objectOf(row, "type") ?? {}) === type &&
        isSameTime(row, body),
    },
  }
}

export const createRequest = write("timeoff_requests", "create", {
  takes: [
    ...(["employee", "start_time", "end_time", "timeoff_type", "reason", "session", "units", "amount"] as const),
    ...(["description", "employee_note", "remote_data"] as const),
  ],
  references: { types },
  view: "requests",
  plan: ({ body }, { types: known = [] }, context) => [
    ask("request_time_off", toLeave(body, known, context), body.employee.id),
  ],
})

type Change = WriteBody<"timeoff_requests", "update">

/** BambooHR replaces a request by another one, which has an id of its own and has to be approved anew. */
export const updateRequest = write("timeoff_requests", "update", {
  takes: [
    ...(["start_time", "end_time", "timeoff_type", "reason", "session", "units", "amount"] as const),
    ...(["description", "employee_note", "remote_data"] as const),
  ],
  references: { types },
  view: "requests",
  plan({ id, row, body }, { types: known = [] }, context) {
    assertCounts(row)
    const employeeId = idOf(row, "employeeId") ?? refuseInput("", "is a request of nobody that this connection may see")
    const make = (given: Change) => toLeave({ ...whole(row, given), employee: { id: employeeId } }, known, context)
    const said = inUnitOf(make(body), { row, body, types: known })
    const asked = make(said)
    const request = {
      ...asked,
      body: { ...(isRemote(asked.body) ? asked.body : {}), ...amountsOf(row, said), previousRequest: Number(id) },
    }
    return [{ ...ask("replace_request", request, employeeId), touches: () => [{ table: requests, value: id }] }]
  },
  result: ({ replace_request: replaced }) => replaced && idOf(replaced),
})

/** What a change leaves out is as it was. */
function whole(row: Remote, body: Change) {
  const typeId = idOf(objectOf(row, "type") ?? {})
  const note = text(objectOf(row, "notes") ?? {}, "employee")
  const isTyped = body.reason !== undefined || body.timeoff_type !== undefined
  const isNoted = body.description !== undefined || body.employee_note !== undefined
  return {
    ...(isTyped || typeId === undefined ? {} : { timeoff_type: typeId }),
    ...(isNoted || !note ? {} : { employee_note: isSaidOfTimes(body) ? withoutTimes(note) : note }),
    ...body,
    start_time: body.start_time ?? day(row, "start") ?? refuseInput("start_time", "is required: it can't be read"),
    end_time: body.end_time ?? day(row, "end") ?? refuseInput("end_time", "is required: it can't be read"),
  }
}

const isSaidOfTimes = (body: Change): boolean =>
  ["start_time", "end_time", "session", "units", "amount"].some((name) => name in body)

/** Lines of a note that say what BambooHR has no place for. */
const TIMES = /^(Half day: (morning|afternoon)\.|From \d\d:\d\d to \d\d:\d\d\.)$/
const timesIn = (note: string): string[] => note.split("\n").filter((line) => TIMES.test(line))

/** They are written anew. */
const withoutTimes = (note: string): string =>
  note
    .split("\n")
    .filter((line) => !TIMES.test(line))
    .join("\n")

const halfIn = (note: string): "morning" | "afternoon" | undefined => {
  const [, half] = /^Half day: (morning|afternoon)\.$/m.exec(note) ?? []
  return half === "morning" || half === "afternoon" ? half : undefined
}

const OVER = /^(super[cs]ed|denied|declined|cancel)/

function assertCounts(row: Remote): void {
  const status = text(objectOf(row, "status") ?? {}, "status") ?? ""
  if (OVER.test(status)) refuseInput("", `is ${status}, so it can't be changed: make a new request`)
}

type Typed = { row: Remote; body: Change; types: readonly Remote[] }

/** A type that is counted in another unit needs other amounts: of whole days, or of the half day that the note tells. */
function inUnitOf(asked: RemoteRequest, { row, body, types }: Typed): Change {
  const typeId = isRemote(asked.body) ? idOf(asked.body, "timeOffTypeId") : undefined
  const type = types.find((one) => idOf(one) === typeId)
  const [before, after] = [text(objectOf(row, "amount") ?? {}, "unit"), type && text(type, "units")]
  if (isSaidOfTimes(body) || !before || !after || before === after) return body
  const session =
    sessionOf(row, types).session ??
    halfIn(text(objectOf(row, "notes") ?? {}, "employee") ?? "") ??
    refuseInput(
      "units",
      `is required: ${(type && text(type, "name")) ?? "this type"} is counted in ${after}, and the request is of part of a day`,
    )
  return { ...body, session }
}

/** The amounts of its days stay, while nothing is said that would make others of them. */
function amountsOf(row: Remote, body: Change): Values {
  const { dates } = row
  if (isSaidOfTimes(body) || !isRemote(dates)) return {}
  const amounts = Object.keys(dates).map((ymd) => ({ ymd, amount: number(dates, ymd) ?? 0 }))
  return { dates: amounts, amount: amounts.reduce((sum, { amount }) => sum + amount, 0), ...body.remote_data }
}

/** Its word for a status, and how a row says that it is so. */
function decision(action: "approve" | "reject" | "cancel", status: "approved" | "denied" | "canceled") {
  const isSo = (row: Remote) => text(objectOf(row, "status") ?? {}, "status")?.replace("declined", "denied") === status
  return {
    takes: ["approver_note", "remote_data"] as const,
    view: "requests",
    plan({ id, row, body }: { id: string; row: Remote; body: WriteBody<"timeoff_requests", "approve"> }): Step[] {
      if (isSo(row)) return []
      if (/^super[cs]ed/.test(text(objectOf(row, "status") ?? {}, "status") ?? ""))
        return refuseInput("", "was replaced by another request: decide on that one")
      const { approver_note: note, remote_data } = body
      return [
        {
          name: action,
          request: {
            method: "PUT",
            path: `v1/time_off/requests/${id}/status`,
            body: { status, ...(note === undefined ? {} : { note }), ...remote_data },
          },
          settled: { table: requests, id, shows: (found) => found !== undefined && isSo(found) },
          touches: () => [{ table: requests, value: id }],
        },
      ]
    },
  }
}

export const approveRequest = write("timeoff_requests", "approve", decision("approve", "approved"))
export const rejectRequest = write("timeoff_requests", "reject", decision("reject", "denied"))
export const cancelRequest = write("timeoff_requests", "cancel", decision("cancel", "canceled"))
