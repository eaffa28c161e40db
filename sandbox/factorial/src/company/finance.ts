import { addMonths, at, formatDay } from "@rollcall/sandbox-kit"
import { type Department, departments } from "./departments.js"
import type { Draft } from "./draft.js"
import type { Person } from "./people.js"

/** Cost centres after the departments, and everybody's shares in them; some split, some moved, some over. */
export function writeCostCenters(draft: Draft, people: Person[]): void {
  const ids = new Map<Department, string>(departments.map((department) => [department, draft.nextId()]))
  const closed = draft.nextId()
  const first = people[0]
  const former = people.filter((person) => first !== undefined && person.hiredOn < draft.today - 800).slice(0, 4)
  for (const [index, department] of departments.entries()) {
    const members = people.filter((person) => person.seat.department === department)
    draft.addWithId("finance/cost_centers", ids.get(department) ?? "", {
      name: department.name,
      company_id: draft.company.id,
      code: `CC-${100 + index * 10}`,
      description: department.division,
      active_employees_count: members.filter((person) => person.stage !== "left").length,
      historical_employees_count: members.length,
      status: "active",
    })
  }
  draft.addWithId("finance/cost_centers", closed, {
    name: "Proyecto Alba (cerrado)",
    company_id: draft.company.id,
    code: "CC-900",
    active_employees_count: 0,
    historical_employees_count: former.length,
    status: "inactive",
    deactivation_date: formatDay(draft.today - 200),
  })
  for (const person of people) writeShares(draft, { person, ids })
  for (const person of former) {
    addShare(draft, { person, centerId: closed, from: person.hiredOn, to: draft.today - 200, percentage: 25 })
  }
}

function writeShares(draft: Draft, { person, ids }: { person: Person; ids: Map<Department, string> }): void {
  const own = ids.get(person.seat.department) ?? ""
  const other = ids.get(at(departments, departments.indexOf(person.seat.department) + 1)) ?? ""
  const from = person.hiredOn
  const to = person.exitOn
  if (person.hiredOn % 11 === 0) {
    addShare(draft, { person, centerId: own, from, to, percentage: 60 })
    addShare(draft, { person, centerId: other, from, to, percentage: 40 })
    return
  }
  const movedOn = addMonths(from, 9)
  if (person.hiredOn % 13 === 0 && movedOn < draft.today && (to === null || movedOn < to)) {
    addShare(draft, { person, centerId: other, from, to: movedOn - 1, percentage: 100 })
    addShare(draft, { person, centerId: own, from: movedOn, to, percentage: 100 })
    return
  }
  addShare(draft, { person, centerId: own, from, to, percentage: 100 })
}

type Share = { person: Person; centerId: string; from: number; to: number | null; percentage: number }

function addShare(draft: Draft, { person, centerId, from, to, percentage }: Share): void {
  draft.add("finance/cost_center_memberships", {
    employee_id: person.id,
    cost_center_id: centerId,
    start_date: formatDay(from),
    end_date: to === null ? null : formatDay(to),
    percentage,
  })
}
