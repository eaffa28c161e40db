import type { Employee, NamedEventType } from "@rollcall/contract"
import { type ChangeOf, differs, type NamedEvent, referenceTo } from "./event.js"
import { byDay, namePay } from "./pay.js"

type Change = { before: Employee; after: Employee; today: string }

/**
 * States by `employment_status`: pending -> active -> inactive -> pending or active again.
 * First seen pending or active: hired, whatever the start date. To inactive: terminated; a termination that is only
 * ahead is not one yet, because fixed terms are prolonged and dates move. Back from inactive: rehired. Taken away before
 * that: terminated too, because nothing else will ever say that they have left. Who was never known in any state was
 * hired, so to become inactive is a termination for them as well.
 * A person first seen as inactive is history and says nothing.
 */
export function nameEmployee({ before, after, today }: ChangeOf<"employees">): NamedEvent[] {
  if (!after) return before && before.employment_status !== "inactive" ? [nameRemoved(before, today)] : []
  if (!before) return after.employment_status === "inactive" ? [] : nameHired(after, today)
  const change = { before, after, today }
  return [
    ...nameStatus(change),
    ...nameManager(change),
    ...nameGroups(change),
    ...nameLocation(change),
    ...nameJob(change),
    ...namePay(change),
  ]
}

/** With the groups joined that day, so that who follows groups needs no other event. */
function nameHired(after: Employee, today: string): NamedEvent[] {
  const hired: NamedEvent = {
    type: "employee:hired",
    effective_date: after.start_date ?? null,
    changed_fields: ["employment_status", "start_date"],
    details: { employee: referenceTo(after), employment_status: after.employment_status ?? null },
  }
  return [hired, ...nameGroups({ before: { id: after.id, groups: [] }, after, today })]
}

function nameRemoved(before: Employee, today: string): NamedEvent {
  const planned = before.termination_date
  const lastDay = planned && planned < today ? planned : null
  const details = { employee: referenceTo(before), last_day: lastDay, reason: before.termination_reason ?? null }
  return {
    type: "employee:terminated",
    effective_date: lastDay ?? today,
    changed_fields: ["employment_status"],
    details: { ...details, is_removed: true },
  }
}

function nameStatus({ before, after, today }: Change): NamedEvent[] {
  const [was, is] = [before.employment_status, after.employment_status]
  if (!is || was === is) return []
  const changed_fields = ["employment_status"]
  if (is === "inactive") {
    const lastDay = after.termination_date ?? null
    const reason = after.termination_reason ?? null
    const details = { employee: referenceTo(after), last_day: lastDay, reason, is_removed: false }
    return [{ type: "employee:terminated", effective_date: lastDay ?? today, changed_fields, details }]
  }
  if (was !== "inactive") return []
  const details = { employee: referenceTo(after), last_day_before: before.termination_date ?? null }
  return [{ type: "employee:rehired", effective_date: returnDay({ before, after, today }), changed_fields, details }]
}

/** First day of the contract that came after the last day. A termination that was taken back has none. */
function returnDay({ before, after, today }: Change): string {
  const last = before.termination_date
  const starts = (after.employments ?? []).flatMap(({ start_date }) => start_date ?? [])
  const later = last ? starts.filter((one) => one > last).sort() : []
  return later[0] ?? today
}

function nameManager({ before, after, today }: Change): NamedEvent[] {
  if (!differs(idIn(before.manager), idIn(after.manager))) return []
  const details = { employee: referenceTo(after), from: referenceTo(before.manager), to: referenceTo(after.manager) }
  return [{ type: "employee:manager_changed", effective_date: today, changed_fields: ["manager"], details }]
}

function nameLocation({ before, after, today }: Change): NamedEvent[] {
  const [from, to] = [before.work_location, after.work_location]
  if (!differs(idIn(from), idIn(to))) return []
  const details = { employee: referenceTo(after), from: referenceTo(from), to: referenceTo(to) }
  return [{ type: "employee:location_changed", effective_date: today, changed_fields: ["work_location"], details }]
}

/** One event for each group. */
function nameGroups({ before, after, today }: Change): NamedEvent[] {
  if (before.groups === undefined || after.groups === undefined) return []
  const [were, are] = [before.groups ?? [], after.groups ?? []]
  const name = (type: NamedEventType, group: NonNullable<Employee["groups"]>[number]): NamedEvent => {
    const details = { employee: referenceTo(after), group: { ...referenceTo(group), type: group.type ?? null } }
    return { type, effective_date: today, changed_fields: ["groups"], details }
  }
  const left = without(were, are).map((group) => name("employee:group_left", group))
  return [...left, ...without(are, were).map((group) => name("employee:group_joined", group))]
}

/** Rows whose id the others don't have, each once. */
function without<T extends { id: string }>(rows: readonly T[], others: readonly T[]): T[] {
  const known = new Set(others.map(({ id }) => id))
  return [...new Map(rows.map((row) => [row.id, row])).values()].filter(({ id }) => !known.has(id))
}

function nameJob({ before, after, today }: Change): NamedEvent[] {
  if (!differs(before.job_title, after.job_title)) return []
  const details = { employee: referenceTo(after), from: before.job_title ?? null, to: after.job_title ?? null }
  return [
    { type: "employee:job_changed", effective_date: titleDay(after, today), changed_fields: ["job_title"], details },
  ]
}

/** First day of the title among the versions of the job in force, newest first. */
function titleDay({ employments, job_title }: Employee, today: string): string {
  const days = (employments ?? []).flatMap(({ id, effective_date, job_title: title }) =>
    effective_date && effective_date <= today ? { day: effective_date, id, title } : [],
  )
  let found: string | undefined
  for (const { day, title } of days.sort((a, b) => byDay(b, a))) {
    if (title !== job_title) break
    found = day
  }
  return found ?? today
}

/** Undefined: not read. Null: there is none. */
const idIn = (row: { id: string } | null | undefined): string | null | undefined => (row ? row.id : row)
