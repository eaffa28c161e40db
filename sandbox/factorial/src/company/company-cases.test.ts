import { describe, expect, it } from "vitest"
import type { Row } from "../world.js"
import { buildCompany } from "./index.js"

const today = "2026-11-23"
const data = buildCompany({ seed: "rollcall", size: 120, today })
const rowsOf = (table: string): Row[] => data.tables[table] ?? []
const people = rowsOf("employees/employees")
const versions = rowsOf("contracts/contract_versions")
const leaves = rowsOf("timeoff/leaves")
const types = new Map(rowsOf("timeoff/leave_types").map((row) => [row.id, row]))

const count = (rows: Row[], test: (row: Row) => boolean): number => rows.filter(test).length
const versionsOf = (row: Row): Row[] => versions.filter((version) => version.employee_id === row.id)
const isEmployed = (row: Row): boolean => row.terminated_on === null || String(row.terminated_on) >= today

describe("people of the standard company", () => {
  it("include leavers, people about to leave, one who leaves today and one who left yesterday", () => {
    expect(count(people, (row) => !isEmployed(row))).toBeGreaterThanOrEqual(10)
    expect(
      count(people, (row) => row.is_terminating === true && String(row.terminated_on) > today),
    ).toBeGreaterThanOrEqual(2)
    expect(count(people, (row) => row.terminated_on === today)).toBe(1)
    expect(count(people, (row) => row.terminated_on === "2026-11-22")).toBeGreaterThanOrEqual(1)
  })

  it("have app access independent of employment", () => {
    const started = (row: Row) => String(row.seniority_calculation_date) <= today
    expect(count(people, (row) => isEmployed(row) && started(row) && row.active === false)).toBeGreaterThanOrEqual(4)
    expect(count(people, (row) => !isEmployed(row) && row.active === true)).toBe(1)
  })

  it("include private addresses beside work ones, and one with none at all", () => {
    expect(
      count(people, (row) => row.email !== row.login_email && String(row.email).endsWith("@mail.example")),
    ).toBeGreaterThanOrEqual(3)
    expect(count(people, (row) => row.email === null && row.login_email === null)).toBe(1)
    const addresses = people.map((row) => row.login_email).filter((address) => address !== null)
    expect(new Set(addresses).size).toBe(addresses.length)
    expect(addresses.every((address) => /^[a-z0-9.]+@marisma\.example$/.test(String(address)))).toBe(true)
  })

  it("have names beyond ASCII, one with separate accents", () => {
    const names = people.map((row) => String(row.full_name))
    expect(names.filter((name) => /[^\u0020-\u007e]/.test(name)).length).toBeGreaterThan(50)
    expect(names.filter((name) => name !== name.normalize("NFC"))).toHaveLength(1)
    expect(count(people, (row) => row.full_name === `${String(row.first_name)} ${String(row.last_name)}`)).toBe(120)
  })

  it("form one tree: one top, no cycle, three to nine reports for every manager", () => {
    const managerOf = new Map(people.map((row) => [row.id, row.manager_id]))
    expect([...managerOf.values()].filter((id) => id === null)).toHaveLength(1)
    const spans = new Map<string, number>()
    for (const row of people) {
      const seen = new Set<string>()
      for (let id: unknown = row.id; typeof id === "string"; id = managerOf.get(id)) {
        expect(seen.has(id)).toBe(false)
        seen.add(id)
      }
      if (typeof row.manager_id === "string") spans.set(row.manager_id, (spans.get(row.manager_id) ?? 0) + 1)
    }
    expect(Math.min(...spans.values())).toBeGreaterThanOrEqual(3)
    expect(Math.max(...spans.values())).toBeLessThanOrEqual(9)
    const ahead = people.filter((row) => row.manager_id !== null && BigInt(String(row.manager_id)) > BigInt(row.id))
    expect(ahead.length).toBeGreaterThan(0)
  })

  it("have account numbers whose IBAN checks out", () => {
    const ibans = people.filter((row) => row.bank_number_format === "iban").map((row) => String(row.bank_number))
    expect(ibans.length).toBeGreaterThan(40)
    for (const iban of ibans) {
      const turned = `${iban.slice(4)}${iban.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
        String(letter.charCodeAt(0) - 55),
      )
      expect(BigInt(turned) % 97n, iban).toBe(1n)
    }
    expect(new Set(people.map((row) => row.bank_number_format)).size).toBeGreaterThanOrEqual(4)
    expect(count(people, (row) => (row.bank_number === null) !== (row.bank_number_format === null))).toBe(0)
  })
})

describe("contracts of the standard company", () => {
  it("include raises to come, hires to come and people with several past versions", () => {
    const futures = people.filter((row) => versionsOf(row).some((version) => String(version.effective_on) > today))
    const hires = futures.filter((row) => versionsOf(row).every((version) => String(version.starts_on) > today))
    expect(hires.length).toBeGreaterThanOrEqual(3)
    expect(futures.length - hires.length).toBeGreaterThanOrEqual(4)
    expect(count(people, (row) => versionsOf(row).length >= 3)).toBeGreaterThanOrEqual(20)
  })

  it("do not have the current version last by id for everybody", () => {
    const wrong = people.filter((row) => {
      const mine = versionsOf(row)
      const current = mine.filter((version) => String(version.effective_on) <= today)
      const best = current.sort((a, b) => String(a.effective_on).localeCompare(String(b.effective_on))).at(-1)
      return best !== undefined && best.id !== mine.at(-1)?.id
    })
    expect(wrong.length).toBeGreaterThanOrEqual(4)
  })

  it("never have two versions of one person on one day", () => {
    const keys = versions.map((row) => `${String(row.employee_id)} ${String(row.effective_on)}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it("keep hours in hundredths, with part time by percentage and by hours alone", () => {
    expect(new Set(versions.map((row) => row.working_hours_frequency))).toEqual(
      new Set(["week", "day", "month", "year", null]),
    )
    expect(
      count(versions, (row) => row.working_hours === 4000 && row.working_time_percentage_in_cents === null),
    ).toBeGreaterThan(80)
    expect(count(versions, (row) => row.working_hours === 3750)).toBeGreaterThan(0)
    const percent = (row: Row) => Number(row.working_time_percentage_in_cents ?? 10000)
    expect(count(versions, (row) => percent(row) < 10000)).toBeGreaterThanOrEqual(3)
    const weekly = (row: Row) => row.working_hours_frequency === "week" && Number(row.working_hours) <= 3200
    expect(
      count(versions, (row) => weekly(row) && row.working_time_percentage_in_cents === null),
    ).toBeGreaterThanOrEqual(2)
  })

  it("pay in several currencies and frequencies, the currency often left out", () => {
    const currencies = new Set(versions.map((row) => row.salary_currency))
    for (const currency of ["EUR", "GBP", "USD", null]) expect(currencies, String(currency)).toContain(currency)
    const frequencies = new Set(versions.map((row) => row.salary_frequency))
    for (const frequency of ["yearly", "monthly", "hourly", null])
      expect(frequencies, String(frequency)).toContain(frequency)
    expect(versions.every((row) => row.salary_amount === null || Number.isInteger(row.salary_amount))).toBe(true)
  })

  it("often have the title in the catalogue only, and keep trial periods that are over", () => {
    const inCatalogue = (row: Row) => row.job_title === null && row.job_catalog_tree_node_uuid !== null
    expect(count(versions, inCatalogue)).toBeGreaterThan(60)
    expect(
      count(versions, (row) => row.has_trial_period === true && String(row.trial_period_ends_on) < today),
    ).toBeGreaterThan(60)
  })

  it("change the job on the way, so that an old version shows an old title", () => {
    const job = (row: Row) => row.job_catalog_tree_node_uuid ?? row.job_title
    const moved = people.filter((row) => new Set(versionsOf(row).map(job)).size > 1)
    expect(moved.length).toBeGreaterThanOrEqual(8)
  })

  it("include fixed terms, people who came back, somebody with no contract and somebody with a bare one", () => {
    expect(count(versions, (row) => row.ends_on !== null && String(row.ends_on) > today)).toBeGreaterThanOrEqual(3)
    const contracts = rowsOf("contracts/contracts")
    expect(new Set(contracts.map((row) => row.schedule))).toEqual(new Set(["expired", "ongoing", "upcoming"]))
    const starts = people.map((row) => new Set(versionsOf(row).map((version) => version.starts_on)).size)
    expect(starts.filter((number) => number > 1).length).toBeGreaterThanOrEqual(4)
    expect(starts.filter((number) => number === 0)).toHaveLength(1)
    expect(count(people, (row) => versionsOf(row).some((version) => version.working_hours === null))).toBe(1)
  })
})

describe("absences of the standard company", () => {
  const typeOf = (row: Row) => types.get(String(row.leave_type_id))
  const coversToday = (row: Row) => String(row.start_on) <= today && String(row.finish_on ?? today) >= today

  it("come in every state, half days, hours and open ended", () => {
    expect(count(leaves, (row) => row.approved === true && row.deleted_at === null)).toBeGreaterThan(200)
    expect(count(leaves, (row) => row.approved === null)).toBeGreaterThan(10)
    expect(count(leaves, (row) => row.approved === false && row.reason !== null)).toBeGreaterThan(10)
    expect(count(leaves, (row) => row.deleted_at !== null)).toBeGreaterThan(5)
    expect(new Set(leaves.map((row) => row.half_day))).toEqual(new Set(["beggining_of_day", "end_of_day", null]))
    expect(count(leaves, (row) => row.hours_amount_in_cents !== null && row.start_time !== null)).toBeGreaterThan(10)
    expect(leaves.filter((row) => row.finish_on === null).every((row) => typeOf(row)?.allow_endless === true)).toBe(
      true,
    )
    expect(count(leaves, (row) => row.finish_on === null)).toBeGreaterThanOrEqual(2)
  })

  it("have somebody away today, somebody at home at work and people off later", () => {
    const approved = leaves.filter((row) => row.approved === true && row.deleted_at === null)
    expect(count(approved, (row) => coversToday(row) && typeOf(row)?.workable === false)).toBeGreaterThanOrEqual(4)
    expect(count(approved, (row) => coversToday(row) && typeOf(row)?.workable === true)).toBeGreaterThanOrEqual(1)
    expect(count(approved, (row) => String(row.start_on) > today)).toBeGreaterThan(10)
  })

  it("never overlap for one person and never leave employment", () => {
    const byPerson = new Map(people.map((row) => [row.id, leaves.filter((leave) => leave.employee_id === row.id)]))
    for (const person of people) {
      const mine = (byPerson.get(person.id) ?? []).sort((a, b) => String(a.start_on).localeCompare(String(b.start_on)))
      for (const [index, leave] of mine.entries()) {
        expect(String(leave.start_on) >= String(person.seniority_calculation_date)).toBe(true)
        if (person.terminated_on !== null) expect(String(leave.finish_on) <= String(person.terminated_on)).toBe(true)
        const before = mine[index - 1]
        if (before !== undefined) expect(String(before.finish_on) < String(leave.start_on), leave.id).toBe(true)
      }
    }
  })

  it("are of every built-in kind, with colours that carry no hash", () => {
    const kinds = new Set([...types.values()].map((row) => row.identifier))
    expect([...kinds].sort()).toEqual([
      "compassionate",
      "custom",
      "holiday",
      "other",
      "overtime_compensation",
      "parental",
      "sick",
    ])
    expect([...types.values()].every((row) => /^[0-9A-F]{6}$/.test(String(row.color)))).toBe(true)
    expect([...types.values()].some((row) => row.active === false)).toBe(true)
    expect([...types.values()].some((row) => row.payable === false)).toBe(true)
  })
})

describe("teams and fields of the standard company", () => {
  const memberships = rowsOf("teams/memberships")

  it("nest, with memberships taken over from sub-teams and terminated people kept", () => {
    const teams = new Map(rowsOf("teams/teams").map((row) => [row.id, row]))
    for (const team of teams.values()) {
      const parent = team.parent_team_id === null ? undefined : teams.get(String(team.parent_team_id))
      expect(team.depth).toBe(Number(parent?.depth ?? 0) + 1)
      const members = memberships.filter((row) => row.team_id === team.id).map((row) => row.employee_id)
      expect(team.employee_ids).toEqual(members)
    }
    expect(Math.max(...[...teams.values()].map((row) => Number(row.depth)))).toBeGreaterThanOrEqual(3)
    expect(count(memberships, (row) => row.direct === false)).toBeGreaterThan(50)
    const isOwnSource = (row: Row) => [row.source_team_ids ?? []].flat().includes(row.team_id ?? "")
    expect(memberships.every((row) => row.direct === isOwnSource(row))).toBe(true)
    const left = new Set(people.filter((row) => !isEmployed(row)).map((row) => row.id))
    expect(count(memberships, (row) => left.has(String(row.employee_id)))).toBeGreaterThan(5)
    const direct = new Set(memberships.filter((row) => row.direct === true).map((row) => row.employee_id))
    expect(direct.size).toBe(people.length)
  })

  it("have a custom field of every kind with its own value column", () => {
    const fields = new Map(rowsOf("custom_fields/fields").map((row) => [row.id, row]))
    const kinds = new Set([...fields.values()].map((row) => row.field_type))
    expect(kinds.size).toBe(9)
    const column: Record<string, string> = {
      long_text: "long_text_value",
      date: "date_value",
      single_choice: "single_choice_value",
      money: "cents_value",
      cents: "cents_value",
    }
    const seen = new Set<unknown>()
    for (const value of rowsOf("custom_fields/values")) {
      const type = String(fields.get(String(value.field_id))?.field_type)
      seen.add(type)
      expect(value[column[type] ?? "value"], type).not.toBeNull()
    }
    expect(seen).toEqual(kinds)
  })
})
