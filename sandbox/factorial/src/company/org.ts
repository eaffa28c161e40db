import { at } from "@rollcall/sandbox-kit"
import { type Department, departments } from "./departments.js"

/** A team to be: one for every department, division and squad. */
export type Unit = { name: string; parent: Unit | null; depth: number; lead: Seat | null }

/** One place in the organisation. Managers come before their reports in the list. */
export type Seat = {
  department: Department
  unit: Unit
  manager: Seat | null
  rank: "top" | "head" | "lead" | "member"
  reports: number
}

export type Organisation = {
  seats: Seat[]
  units: Unit[]
  /** How often each squad name was given out. */
  squads: Map<string, number>
}

const WIDEST = 9
/** Factorial nests teams at most four deep; people of deeper groups stay in the fourth. */
const DEEPEST = 4

/** A tree with one top; everybody who leads has 3 to 9 direct reports, but for what a small department cannot fill. */
export function growOrganisation(size: number): Organisation {
  const organisation: Organisation = { seats: [], units: [], squads: new Map() }
  if (size === 0) return organisation
  const units = new Map<string, Unit>()
  const people = at(departments, departments.length - 2)
  const top: Seat = { department: people, unit: addUnit(organisation, "Leadership", null), ...fresh("top") }
  top.unit.lead = top
  organisation.seats.push(top)
  const others = size - 1
  if (others <= WIDEST) {
    for (let i = 0; i < others; i++) {
      const department = at(departments, i)
      take(organisation, { department, unit: departmentUnit(organisation, units, department), manager: top }, "member")
    }
    return organisation
  }
  const staffed = departments.slice(0, Math.max(3, Math.min(departments.length, Math.floor(others / 4))))
  for (const [i, count] of shares(others, staffed).entries()) {
    const department = at(staffed, i)
    const unit = departmentUnit(organisation, units, department)
    const head = take(organisation, { department, unit, manager: top }, "head")
    lead(unit, head)
    staff(organisation, { manager: head, unit, count: count - 1 })
  }
  return organisation
}

type Staffing = { manager: Seat; unit: Unit; count: number }

/** Puts that many people under a manager, in groups with leads once there are too many for one. */
function staff(organisation: Organisation, { manager, unit, count }: Staffing): void {
  const { department } = manager
  const groups = count <= WIDEST ? 0 : Math.min(7, Math.floor(count / 5))
  const directs = groups === 0 ? count : Math.max(0, 3 - groups)
  for (let i = 0; i < directs; i++) take(organisation, { department, unit, manager }, "member")
  for (let i = 0; i < groups; i++) {
    const size = Math.floor((count - directs + i) / groups)
    const child = unit.depth < DEEPEST ? addUnit(organisation, squadName(organisation, department, i), unit) : unit
    const leader = take(organisation, { department, unit: child, manager }, "lead")
    if (child.lead === null) child.lead = leader
    staff(organisation, { manager: leader, unit: child, count: size - 1 })
  }
}

function take(
  organisation: Organisation,
  place: { department: Department; unit: Unit; manager: Seat },
  rank: Seat["rank"],
): Seat {
  const seat: Seat = { ...fresh(rank), ...place }
  place.manager.reports++
  organisation.seats.push(seat)
  return seat
}

function fresh(rank: Seat["rank"]): Pick<Seat, "manager" | "rank" | "reports"> {
  return { manager: null, rank, reports: 0 }
}

function lead(unit: Unit, seat: Seat): void {
  unit.lead = seat
  // The first head of a division leads the division as well.
  if (unit.parent !== null && unit.parent.lead === null) unit.parent.lead = seat
}

function departmentUnit(organisation: Organisation, units: Map<string, Unit>, department: Department): Unit {
  const known = units.get(department.key)
  if (known !== undefined) return known
  let parent: Unit | null = null
  if (department.division !== null) {
    parent = units.get(department.division) ?? addUnit(organisation, department.division, null)
    units.set(department.division, parent)
  }
  const unit = addUnit(organisation, department.name, parent)
  units.set(department.key, unit)
  return unit
}

function addUnit(organisation: Organisation, name: string, parent: Unit | null): Unit {
  const unit: Unit = { name, parent, depth: (parent?.depth ?? 0) + 1, lead: null }
  organisation.units.push(unit)
  return unit
}

function squadName(organisation: Organisation, department: Department, index: number): string {
  const name = at(department.squads, index)
  const count = (organisation.squads.get(name) ?? 0) + 1
  organisation.squads.set(name, count)
  return count === 1 ? name : `${name} #${count}`
}

/** Splits people by weight, at least one each, so that the parts add up. */
function shares(total: number, staffed: Department[]): number[] {
  const weight = staffed.reduce((sum, department) => sum + department.weight, 0)
  const counts = staffed.map((department) => Math.max(1, Math.floor((total * department.weight) / weight)))
  let left = total - counts.reduce((sum, count) => sum + count, 0)
  for (let i = 0; left !== 0; i = (i + 1) % counts.length) {
    const change = left > 0 ? 1 : (counts[i] ?? 0) > 1 ? -1 : 0
    counts[i] = (counts[i] ?? 0) + change
    left -= change
  }
  return counts
}
