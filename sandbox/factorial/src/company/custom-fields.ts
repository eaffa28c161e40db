import { formatDay, formatTime, type Random } from "@rollcall/sandbox-kit"
import type { Json, Row } from "../world.js"
import { type FieldPlan, fieldPlans } from "./custom-field-list.js"
import type { Draft } from "./draft.js"
import type { Person } from "./people.js"
import type { Workplace } from "./places.js"

export type Field = { id: string; plan: FieldPlan; legalEntityId: string | null }

/** Fields with their options, and the values of the people who have one. */
export function writeCustomFields(draft: Draft, people: Person[], workplaces: Workplace[]): void {
  const fields = fieldPlans.flatMap((plan, position) => {
    const place = workplaces.find((candidate) => candidate.country.code === plan.country)
    const isOfAbsentCountry = plan.country !== undefined && place === undefined
    return isOfAbsentCountry ? [] : [addField(draft, { plan, position, place: place ?? null })]
  })
  for (const field of fields) addOptions(draft, field)
  for (const field of fields) writeValues(draft, field, people)
}

export function addField(draft: Draft, at: { plan: FieldPlan; position: number; place: Workplace | null }): Field {
  const { plan, place } = at
  const legalEntityId = place?.legalEntityId ?? null
  const row = draft.add("custom_fields/fields", {
    field_type: plan.type,
    label_text: plan.label,
    position: at.position,
    required: plan.required ?? false,
    min_value: plan.type === "rating" ? 1 : null,
    max_value: plan.type === "rating" ? 5 : null,
    legal_entity_name: place?.country.legalName ?? null,
    legal_entity_id: legalEntityId,
    slug: plan.slug,
  })
  return { id: row.id, plan, legalEntityId }
}

export function addOptions(draft: Draft, field: Field): void {
  const options = field.plan.options ?? []
  for (const [index, label] of options.entries()) {
    // A choice that was withdrawn stays on the people who made it.
    const isActive = options.length < 6 || index !== options.length - 1
    draft.add("custom_fields/options", { label, value: label, is_active: isActive, field_id: field.id })
  }
}

function writeValues(draft: Draft, field: Field, people: Person[]): void {
  const random = draft.random(`field/${field.plan.slug}`)
  for (const id of ownerIds(draft, field, people)) {
    const isFilled = random.chance(field.plan.filled)
    if (isFilled) addValue(draft, { field, ownerId: id, random })
  }
}

function ownerIds(draft: Draft, field: Field, people: Person[]): string[] {
  if (field.plan.owner === "Contracts::ContractVersion") {
    return (draft.tables["contracts/contract_versions"] ?? []).map((row) => row.id)
  }
  const concerned = people.filter((person) => {
    return field.legalEntityId === null || person.workplace.legalEntityId === field.legalEntityId
  })
  return concerned.map((person) => person.id)
}

export function addValue(draft: Draft, at: { field: Field; ownerId: string; random: Random }): Row {
  const { field, ownerId, random } = at
  const touchedOn = draft.today - random.int(1, 500)
  return draft.add("custom_fields/values", typedValue(field.plan, random, draft.today), {
    custom_field_identifier: `field-${field.id}`,
    valuable_id: ownerId,
    field_id: field.id,
    valuable_type: field.plan.owner,
    label: field.plan.label,
    required: field.plan.required ?? false,
    updated_at: formatTime(touchedOn, random.int(480, 1080)),
  })
}

type ValueColumn = "value" | "long_text_value" | "date_value" | "single_choice_value" | "cents_value"

/** One typed column a field type; how lists and ticks look in the original is unknown: a list and a boolean here. */
function typedValue(plan: FieldPlan, random: Random, today: number): Partial<Record<ValueColumn, Json>> {
  const options = plan.options ?? []
  switch (plan.type) {
    case "long_text":
      return { long_text_value: random.pick(longTexts) }
    case "date":
      return { date_value: formatDay(today - random.int(-200, 900)) }
    case "single_choice": {
      const choice = random.pick(options)
      return { value: choice, single_choice_value: choice }
    }
    case "multiple_choice":
      return { value: random.shuffle(options).slice(0, random.int(1, 3)) }
    case "money":
    case "cents":
      return { cents_value: random.int(20, 3000) * 100 + random.pick([0, 50, 99]) }
    case "rating":
      return { value: random.int(1, 5) }
    case "checkbox":
      return { value: random.chance(0.5) }
    default:
      return { value: drawText(plan, random) }
  }
}

function drawText(plan: FieldPlan, random: Random): string {
  if (plan.slug === "certification-name")
    return random.pick(["Kubernetes Administrator", "Scrum Master", "DELE C1", "PRL básico"])
  if (plan.slug === "equipment-serial") return `SN-${random.int(100_000, 999_999)}`
  if (plan.slug === "cost-approval") return random.pick(["Approved by CFO", "Board 12/03", "Aprobado en presupuesto"])
  return `${random.pick(["A", "B", "-1", "-2"])}-${random.int(1, 90)}`
}

const longTexts = [
  "Climber, cook and father of two.\nAsk me about bread.",
  "Llevo quince años programando; me gusta el ajedrez.",
  "Née à Lyon, je vis à Paris. J'adore le vélo & la randonnée.",
  '"Quotes", <tags> and emoji-free; 100% text.',
]
