import {
  day,
  fromDay,
  idOf,
  instant,
  many,
  number,
  one,
  type Remote,
  resource,
  text,
  toList,
  toOwnList,
  via,
  view,
} from "@rollcall/connector-kit"
import type { EmployeeCompensation } from "@rollcall/contract"
import { currencyOf, effectiveOn, endOf, type Found, sortVersions, versionOn } from "../contract-version.js"
import { laterOf } from "../dates.js"
import { toMajorUnits, toPeriod } from "../money.js"
import { contractVersions, legalEntities, payElements, people, taxonomies } from "../tables.js"

/** A salary is a part of a contract version, not a row of Factorial's, so its id says what it was made from. */
export const SALARY = "salary-"

const salaries = view({
  from: contractVersions,
  relations: {
    siblings: many(contractVersions, { employee_id: "employee_id" }, { fields: ["end_date", "status"] }),
    person: one(people, { id: "employee_id" }, { fields: ["employee", "currency", "amount"] }),
    entity: one(legalEntities, { id: via("person", "legal_entity_id") }, { fields: ["currency", "amount"] }),
  },
  idPrefix: SALARY,
  followsToday: true,
  where: (row) => typeof number(row, "salary_amount") === "number",
  map(row, { siblings, person, entity }, { today }): EmployeeCompensation {
    const currency = currencyOf(row, person, entity)
    const frequency = text(row, "salary_frequency")
    const [start, end] = [effectiveOn(row), endOf(row, siblings)]
    return {
      id: `${SALARY}${idOf(row) ?? ""}`,
      type: frequency === "hourly" ? "hourly" : "salary",
      type_source: "salary_amount",
      description: null,
      employee: toEmployee(row, person),
      amount: toMajorUnits(number(row, "salary_amount"), currency),
      currency,
      ...periodsOf(frequency),
      status: statusOf({ version: row, siblings, today }),
      start_date: start,
      end_date: end,
      created_at: instant(row, "created_at"),
      updated_at: instant(row, "updated_at"),
    }
  },
  push: {
    id: toOwnList(SALARY, "ids[]"),
    employee_id: toList("employee_ids[]"),
    "employee[id]": toList("employee_ids[]"),
    updated_at: fromDay("updated_at_gteq"),
  },
})

/** Other ids than salaries' can't be in this list; an id that no row has keeps it empty. */
const elements = view({
  from: payElements,
  relations: {
    version: one(
      contractVersions,
      { id: "contract_version_id" },
      { fields: ["employee", "currency", "amount", "start_date", "end_date", "status"] },
    ),
    person: one(people, { id: via("version", "employee_id") }, { fields: ["employee", "currency", "amount"] }),
    siblings: many(
      contractVersions,
      { employee_id: via("version", "employee_id") },
      { fields: ["end_date", "status"] },
    ),
    entity: one(legalEntities, { id: via("person", "legal_entity_id") }, { fields: ["currency", "amount"] }),
    taxonomy: one(taxonomies, { id: "contracts_taxonomy_id" }, { fields: ["description", "type", "type_source"] }),
  },
  unsupported: ["created_at", "updated_at"],
  followsToday: true,
  map(row, { version, person, siblings, entity, taxonomy }, { today }): EmployeeCompensation {
    const of = version ?? undefined
    const isMoney = text(row, "unit") === "money"
    const own = text(row, "currency")
    const currency = isMoney ? (own?.toUpperCase() ?? (of && currencyOf(of, person, entity))) : null
    const start = day(row, "starts_on") ?? (of && effectiveOn(of))
    const ends = of && endOf(of, siblings)
    // An element may begin later than its contract version, but it ends with it.
    const end = ends && start ? laterOf(ends, start) : ends
    const name = taxonomy ? (text(taxonomy, "name") ?? null) : taxonomy
    return {
      id: idOf(row) ?? "",
      type: typeOf(name),
      type_source: name ?? text(row, "compensation_type"),
      description: text(row, "description") ?? name,
      employee: of && toEmployee(of, person),
      amount: isMoney ? toMajorUnits(number(row, "amount"), currency) : number(row, "amount"),
      currency,
      ...periodsOf(recurrenceOf(row)),
      status: of && statusOf({ version: of, siblings, today, start }),
      start_date: start,
      end_date: end,
    }
  },
  push: { id: toList("ids[]") },
})

/**
 * Salaries and the contract's further pay elements. Additional compensations of payroll are left out: whether their
 * amounts are minor or major units is not known, and money must not be guessed.
 */
export const employeeCompensations = resource("employee_compensations", { salaries, elements })

function toEmployee(version: Remote, person: Found): EmployeeCompensation["employee"] {
  const id = idOf(version, "employee_id")
  return id === undefined ? null : { id, name: person ? text(person, "full_name") : undefined }
}

function periodsOf(source: string | null | undefined) {
  const period = toPeriod(source)
  return {
    period: period.value,
    period_source: period.source,
    payment_frequency: period.value,
    payment_frequency_source: period.source,
  }
}

/** Without a named recurrence the months between payments say it. */
function recurrenceOf(row: Remote): string | null | undefined {
  const named = text(row, "recurrence")
  if (named) return named
  const months = number(row, "recurrence_count")
  const byMonths: Readonly<Record<number, string>> = { 1: "monthly", 3: "quarterly", 12: "yearly" }
  return months ? (byMonths[months] ?? `every ${months} months`) : named
}

type Held = {
  version: Remote
  siblings: readonly Remote[] | undefined
  today: string
  start?: string | null | undefined
}

/** Active with the one version that holds today. Without the siblings nothing is known of it. */
function statusOf({ version, siblings, today, start = effectiveOn(version) }: Held): EmployeeCompensation["status"] {
  if (siblings === undefined || !start) return undefined
  const held = versionOn(sortVersions(siblings), today)
  return held && idOf(held) === idOf(version) && start <= today ? "active" : "inactive"
}

function typeOf(name: string | null | undefined): EmployeeCompensation["type"] {
  if (name === null || name === undefined) return name
  if (/bonus|bono|prime|prämie|bónus|variable/i.test(name)) return "bonus"
  if (/commission|comisi|provision|comiss/i.test(name)) return "commission"
  if (/equity|stock|option|acciones|ações|aktien/i.test(name)) return "equity"
  return null
}
