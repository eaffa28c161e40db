import { type Day, formatDay, formatTime, toDay } from "@rollcall/sandbox-kit"
import type { Row } from "../world.js"
import { columnsOf } from "./columns/index.js"
import type { CurrentVersion } from "./contracts.js"
import type { Draft } from "./draft.js"
import type { Person } from "./people.js"

const WINDOW = 90

type Update = { person: Person; type: string; startsOn: Day; target: { id: string; type: string } }

/** What the payroll adviser is told about the last three months, and the work items made of it. */
export function writeAdviserFeed(draft: Draft, current: Map<Person, CurrentVersion>): void {
  const employees = new Map((draft.tables["employees/employees"] ?? []).map((row) => [row.id, row]))
  const updates: Update[] = []
  const changes = listChanges(draft)
  for (const [person, { row }] of current) {
    const employee = employees.get(person.id)
    if (employee === undefined) continue
    const about = { person, employee, version: row }
    for (const version of changes.get(person.id) ?? []) {
      writeContractChange(draft, { ...about, version })
      const target = { id: version.id, type: "Contracts::ContractVersion" }
      updates.push({ person, type: "contract", startsOn: toDay(String(version.effective_on)), target })
    }
    updates.push(...writePersonUpdates(draft, about))
  }
  writeAbsences(draft)
  for (const [index, update] of updates.entries()) writeSummary(draft, update, index)
}

/** Hiring, termination and a change of address, where there is one. */
function writePersonUpdates(draft: Draft, about: About): Update[] {
  const { person } = about
  const target = { id: person.id, type: "Employee" }
  const isRecent = (day: Day) => Math.abs(draft.today - day) <= WINDOW
  const updates: Update[] = []
  if (isRecent(person.hiredOn)) {
    writeNewHire(draft, about)
    updates.push({ person, type: "hiring", startsOn: person.hiredOn, target })
  }
  if (person.exitOn !== null && isRecent(person.exitOn)) {
    writeTermination(draft, about)
    updates.push({ person, type: "termination", startsOn: person.exitOn, target })
  }
  if (person.hiredOn % 17 === 0) {
    writePersonalChange(draft, about)
    updates.push({ person, type: "address", startsOn: draft.today - 12, target })
  }
  return updates
}

/** Versions that change a running contract within the window, by employee; raises to come among them. */
function listChanges(draft: Draft): Map<string, Row[]> {
  const from = formatDay(draft.today - WINDOW)
  const to = formatDay(draft.today + WINDOW)
  const changes = new Map<string, Row[]>()
  for (const version of draft.tables["contracts/contract_versions"] ?? []) {
    const effectiveOn = String(version.effective_on)
    if (effectiveOn === version.starts_on || effectiveOn < from || effectiveOn > to) continue
    const id = String(version.employee_id)
    changes.set(id, [...(changes.get(id) ?? []), version])
  }
  return changes
}

type About = { person: Person; employee: Row; version: Row }

/** Columns of the same name, taken over from another row. */
function copy(table: string, row: Row): Record<string, Row[string]> {
  const shared = (columnsOf[table] ?? []).filter((name) => name in row)
  return Object.fromEntries(shared.map((name) => [name, row[name] ?? null]))
}

function writeNewHire(draft: Draft, { person, employee, version }: About): void {
  draft.add("employee_updates/new_hires", {
    ...copy("employee_updates/new_hires", version),
    ...copy("employee_updates/new_hires", employee),
    status: "pending",
    employee_id: person.id,
    work_email: employee.login_email ?? null,
    address: employee.address_line_1 ?? "",
    date_of_birth: employee.birthday_on ?? null,
    start_date: formatDay(person.hiredOn),
    contract_effective_date: version.effective_on ?? null,
    contract_end_date: version.ends_on ?? null,
    bank_account: employee.bank_number ?? null,
    salary_amount_in_cents: version.salary_amount ?? null,
    workplace_id: person.workplace.locationId,
  })
}

function writeContractChange(draft: Draft, { person, version }: About): void {
  draft.add("employee_updates/contract_changes", {
    ...copy("employee_updates/contract_changes", version),
    status: "pending",
    employee_id: person.id,
    job_role: person.job.roleName,
    compensation_ids: [],
    es_trial_period_ends_on: version.country === "es" ? (version.trial_period_ends_on ?? null) : null,
  })
}

function writeTermination(draft: Draft, { person, employee, version }: About): void {
  draft.add("employee_updates/terminations", {
    ...copy("employee_updates/terminations", employee),
    status: "pending",
    employee_id: person.id,
    contract_end_date: version.ends_on ?? null,
    remaining_holidays: [{ name: "Base", available_days: "4.5" }],
  })
}

function writePersonalChange(draft: Draft, { person, employee, version }: About): void {
  draft.add("employee_updates/personal_changes", {
    ...copy("employee_updates/personal_changes", employee),
    status: "pending",
    employee_id: person.id,
    work_email: employee.login_email ?? null,
    date_of_birth: employee.birthday_on ?? null,
    job_title: version.job_title ?? null,
    workplace_id: person.workplace.locationId,
  })
}

function writeAbsences(draft: Draft): void {
  const types = new Map((draft.tables["timeoff/leave_types"] ?? []).map((row) => [row.id, row]))
  const since = formatDay(draft.today - 40)
  for (const leave of draft.tables["timeoff/leaves"] ?? []) {
    const type = types.get(String(leave.leave_type_id))
    const isReported = type?.identifier === "sick" || type?.identifier === "parental"
    if (!isReported || String(leave.start_on) < since) continue
    draft.add("employee_updates/absences", {
      ...copy("employee_updates/absences", leave),
      status: "pending",
      leave_type_name: type.translated_name ?? null,
    })
  }
}

const progress = ["to-do", "doing", "done", "in-preparation", "discarded"]

function writeSummary(draft: Draft, update: Update, index: number): void {
  const { person, type, startsOn } = update
  const dates = { starts_on: formatDay(startsOn), ends_on: null }
  const createdAt = formatTime(Math.min(startsOn, draft.today - 1), 615)
  const about = {
    employee_id: person.id,
    legal_entity_id: person.workplace.legalEntityId,
    created_at: createdAt,
    ...dates,
  }
  draft.add("employee_updates/summaries", { ...about, status: "pending", type })
  draft.add("bookkeepers_management/incidences", {
    ...about,
    name: type,
    target_id: update.target.id,
    target_type: update.target.type,
    read_at: index % 3 === 0 ? formatTime(draft.today - 1, 700) : null,
    status: progress[index % progress.length] ?? "to-do",
    company_id: draft.company.id,
    message_from: index % 4 === 0 ? "bookkeeper" : null,
    has_message: index % 4 === 0,
    is_reopened: false,
    legal_entity_name: person.workplace.country.legalName,
    employee_first_name: person.name.first,
    employee_last_name: person.name.last,
  })
}
