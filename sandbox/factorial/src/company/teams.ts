import type { Draft } from "./draft.js"
import type { Organisation, Seat, Unit } from "./org.js"
import type { Person } from "./people.js"

type TeamPlan = { id: string; unit: Unit | null; members: Map<Person, MemberPlan> }
type MemberPlan = { lead: boolean; sources: Set<string>; isDirect: boolean }

/** Teams with everybody in them, sub-teams and terminated people included, and one membership row a person and team. */
export function writeTeams(draft: Draft, organisation: Organisation, people: Person[]): void {
  const plans = organisation.units.map((unit): TeamPlan => ({ id: draft.nextId(), unit, members: new Map() }))
  const byUnit = new Map(plans.map((plan) => [plan.unit, plan]))
  const led = listExtraLeads(organisation)
  for (const person of people) {
    join(byUnit, { person, unit: person.seat.unit, lead: person.seat.unit.lead === person.seat })
    for (const unit of led.get(person.seat) ?? []) join(byUnit, { person, unit, lead: true })
  }
  const extra = planExtraTeams(draft, people)
  for (const plan of [...plans, ...extra]) writeTeam(draft, plan, byUnit)
  for (const plan of [...plans, ...extra]) writeMemberships(draft, plan, byUnit)
}

/** Teams led by somebody whose own place is in another one: divisions. */
function listExtraLeads(organisation: Organisation): Map<Seat, Unit[]> {
  const led = new Map<Seat, Unit[]>()
  for (const unit of organisation.units) {
    if (unit.lead !== null && unit.lead.unit !== unit) led.set(unit.lead, [...(led.get(unit.lead) ?? []), unit])
  }
  return led
}

type Joining = { person: Person; unit: Unit; lead: boolean }

/** A direct place in one team, and a place taken over in every team above it. */
function join(byUnit: Map<Unit | null, TeamPlan>, { person, unit, lead }: Joining): void {
  const source = byUnit.get(unit)
  if (source === undefined) return
  for (let at: Unit | null = unit; at !== null; at = at.parent) {
    const plan = byUnit.get(at)
    const member = plan?.members.get(person) ?? { lead: false, sources: new Set<string>(), isDirect: false }
    member.sources.add(source.id)
    if (at === unit) {
      member.isDirect = true
      member.lead ||= lead
    }
    plan?.members.set(person, member)
  }
}

/** Teams across the organisation: one led by somebody who left, one with nobody in it. */
function planExtraTeams(draft: Draft, people: Person[]): (TeamPlan & { name: string; description: string })[] {
  if (people.length < 20) return []
  const random = draft.random("extra-teams")
  const plan = (name: string, description: string, members: Person[]) => {
    const id = draft.nextId()
    const entries = members.map((person, index): [Person, MemberPlan] => {
      return [person, { lead: index === 0, sources: new Set([id]), isDirect: true }]
    })
    return { id, unit: null, name, description, members: new Map(entries) }
  }
  const left = people.filter((person) => person.stage === "left")
  const crew = random.shuffle(people.filter((person) => person.stage === "employed"))
  return [
    plan("Comité de Empresa", "Works council", crew.slice(0, 7)),
    plan("Green office", "Volunteers of all offices", [...left.slice(0, 1), ...crew.slice(4, 13)]),
    plan("On-call 2027", "Nobody assigned yet", []),
  ]
}

type Named = TeamPlan & { name?: string; description?: string }

function writeTeam(draft: Draft, plan: Named, byUnit: Map<Unit | null, TeamPlan>): void {
  const parent = plan.unit?.parent ?? null
  draft.addWithId("teams/teams", plan.id, {
    name: plan.unit?.name ?? plan.name ?? null,
    description: plan.description ?? null,
    employee_ids: [...plan.members.keys()].map((person) => person.id),
    lead_ids: [...plan.members].filter(([, member]) => member.lead).map(([person]) => person.id),
    company_id: draft.company.id,
    depth: plan.unit?.depth ?? 1,
    parent_team_id: parent === null ? null : (byUnit.get(parent)?.id ?? null),
  })
}

function writeMemberships(draft: Draft, plan: TeamPlan, byUnit: Map<Unit | null, TeamPlan>): void {
  const parents: string[] = []
  for (let at = plan.unit?.parent ?? null; at !== null; at = at.parent) parents.push(byUnit.get(at)?.id ?? "")
  for (const [person, member] of plan.members) {
    draft.add("teams/memberships", {
      company_id: draft.company.id,
      employee_id: person.id,
      team_id: plan.id,
      lead: member.lead,
      source_team_ids: [...member.sources],
      parent_team_ids: [...parents],
      direct: member.isDirect,
    })
  }
}
