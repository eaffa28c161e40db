import { describe, expect, it } from "vitest"
import { FIELDS } from "../fields/index.js"
import { Person } from "../fields/person.js"
import { findTable } from "../fields/tables.js"
import { Store } from "../store.js"
import type { Row } from "../world.js"
import { buildCompany } from "./index.js"

const today = "2026-11-23"
const SEEDS = ["rollcall", "one", "two", "three", "four"]

/** A company of thirty people, which has to hold every case. */
function companyOf(seed: string) {
  const { company, tables } = buildCompany({ seed, size: 30, today })
  const store = new Store(tables)
  const scene = { store, company, today, photoToken: () => "" }
  const people = store.all("employees").map((row) => new Person(row, scene))
  const rows = (table: string): readonly Row[] => store.all(table)
  const option = (id: unknown) => rows("options").find((row) => row.id === String(id))
  return { store, people, rows, option, status: (row: Row | null) => option(row?.employmentStatus)?.name }
}

type Company = ReturnType<typeof companyOf>

/** Each is told by what a reader would see, not by what the generator meant. */
const CASES: Record<string, (company: Company) => number> = {
  "who left": ({ people }) => people.filter(({ status }) => status === "Inactive").length,
  "who left yesterday": ({ people }) => people.filter(({ terminationDate }) => terminationDate === "2026-11-22").length,
  "whose last day is today": ({ people }) =>
    people.filter(({ terminationDate, status }) => terminationDate === today && status === "Active").length,
  "who will leave": ({ people }) =>
    people.filter(({ terminationDate, status }) => String(terminationDate ?? "") > today && status === "Active").length,
  "who will come": ({ people }) => people.filter(({ row }) => String(row.hireDate ?? "") > today).length,
  "who was here before": ({ people, rows, status }) =>
    people.filter(({ id, row, terminationDate }) => {
      const left = rows("employmentStatus").some((one) => one.employeeId === id && status(one) === "Terminated")
      return left && terminationDate === null && String(row.originalHireDate) < String(row.hireDate)
    }).length,
  "without a manager, besides the first": ({ people }) => people.filter(({ manager }) => manager === null).length - 1,
  "whose manager has left": ({ people }) =>
    people.filter(({ manager }) => people.some(({ row, status }) => row === manager && status === "Inactive")).length,
  "whose manager has no number": ({ people }) =>
    people.filter(({ manager }) => manager !== null && manager.employeeNumber === null).length,
  "without a number": ({ people }) => people.filter(({ row }) => row.employeeNumber === null).length,
  "without a hire date": ({ people }) => people.filter(({ row }) => row.hireDate === null).length,
  "without a work address": ({ people }) => people.filter(({ row }) => row.workEmail === null).length,
  "of whom nearly nothing is known": ({ people }) => people.filter(({ row }) => row.country === null).length,
  "with a name that somebody else has": ({ people }) => {
    const names = people.map(({ row }) => `${row.firstName} ${row.lastName}`)
    return names.filter((name, index) => names.indexOf(name) !== index).length
  },
  "with signs of markup in the name": ({ people }) =>
    people.filter(({ row }) => /[<&"]/.test(String(row.firstName))).length,
  "with a decomposed name": ({ people }) =>
    people.filter(({ row }) => String(row.firstName).normalize("NFC") !== row.firstName).length,
  "who are neither active nor inactive": ({ people }) => people.filter(({ status }) => status === "").length,
  "in a department that is archived": ({ people, option }) =>
    people.filter((person) => option(person.current("jobInfo")?.department)?.isArchived === true).length,
  "without any pay": ({ people }) => people.filter((person) => person.current("compensation") === null).length,
  "with empty pay": ({ people }) => people.filter((person) => person.current("compensation")?.rate === null).length,
  "with two rows on one day": ({ people }) => people.filter((person) => hasTwins(person, "jobInfo")).length,
  "with two pays on one day": ({ people }) => people.filter((person) => hasTwins(person, "compensation")).length,
  "with pay dated ahead": ({ people }) => people.filter((person) => isAhead(person, "compensation")).length,
  "with a job dated ahead": ({ people }) => people.filter((person) => isAhead(person, "jobInfo")).length,
  "with a row before the hire date": ({ people }) =>
    people.filter((person) => {
      const hired = person.row.originalHireDate ?? person.row.hireDate
      return person.rows("jobInfo").some(({ date }) => String(date) < String(hired))
    }).length,
  "whose last row is not the one that holds": ({ people }) =>
    people.filter((person) => person.rows("compensation").at(-1) !== person.current("compensation")).length,
  "paid by the hour": ({ people }) =>
    people.filter((person) => person.current("compensation")?.type === "Hourly").length,
  "with every custom field": ({ people }) =>
    people.filter(({ row }) => customColumns().every((column) => row[column] !== null)).length,
}

function hasTwins(person: Person, table: string): boolean {
  const column = findTable(table)?.dateColumn ?? ""
  const days = person.rows(table).map((row) => row[column])
  return new Set(days).size < days.length
}

function isAhead(person: Person, table: string): boolean {
  const column = findTable(table)?.dateColumn ?? ""
  const isHere = String(person.row.hireDate ?? "") <= today
  return isHere && person.rows(table).some((row) => String(row[column]) > today)
}

function customColumns(): string[] {
  return FIELDS.flatMap(({ group, source }) => (group === "custom" && source.kind === "column" ? [source.column] : []))
}

describe.each(SEEDS)("a company of thirty, seed %s", (seed) => {
  const company = companyOf(seed)

  it.each(Object.entries(CASES))("has people %s", (_name, count) => {
    expect(count(company)).toBeGreaterThan(0)
  })

  it("pays in several currencies, some without decimals", () => {
    const rates = company.rows("compensation").flatMap(({ rate }) => (rate === null ? [] : [JSON.stringify(rate)]))
    for (const code of ["USD", "GBP", "CAD"])
      expect(
        rates.some((rate) => rate.includes(code)),
        code,
      ).toBe(true)
    expect(rates.some((rate) => /"value":"\d+"/.test(rate))).toBe(true)
  })

  it("shows people to come both as active and as inactive", () => {
    const ahead = company.people.filter(({ row }) => String(row.hireDate ?? "") > today)
    expect(new Set(ahead.map(({ status }) => status))).toEqual(new Set(["Active", "Inactive"]))
  })

  it("has requests of every status and with every kind of days", () => {
    const requests = company.rows("timeOffRequests")
    const statuses = new Set(requests.map(({ status }) => status))
    expect(statuses).toEqual(new Set(["approved", "requested", "denied", "canceled", "superceded"]))
    const amounts = requests.map(({ dates }) => Object.values(Object(dates)).join())
    for (const wanted of ["4", "0.5", "0", "8,8,0,0,8", "1,1,0,0,1"]) expect(amounts).toContain(wanted)
    expect(amounts.some((days) => /^(16|24|32|40),0/.test(days))).toBe(true)
    const notes = requests.map((row) => Object.keys(Object(row.notes)).length)
    expect(new Set(notes)).toEqual(new Set([0, 1, 2]))
  })

  it("has types with and without a colour, one that is not listed any more, and archived options", () => {
    const types = company.rows("timeOffTypes")
    expect(types.some(({ color }) => color === null) && types.some(({ color }) => color !== null)).toBe(true)
    expect(types.filter(({ isRetired }) => isRetired === true)).toHaveLength(1)
    const archived = company.rows("options").filter(({ isArchived }) => isArchived === true)
    expect(new Set(archived.map(({ list }) => list)).size).toBeGreaterThan(4)
  })
})

describe("fields", () => {
  it("are of many types, some without an alias, some twice under one alias or one id", () => {
    const listed = FIELDS.filter(({ id }) => id !== null)
    const custom = listed.filter(({ group }) => group === "custom")
    expect(custom.filter(({ alias }) => alias === null).length).toBeGreaterThan(1)
    expect(new Set(custom.map(({ type }) => type)).size).toBeGreaterThan(14)
    const ids = listed.map(({ id }) => String(id))
    expect(ids.filter((id, index) => ids.indexOf(id) !== index).sort()).toEqual(["1358", "387"])
    const aliases = listed.flatMap(({ alias }) => alias ?? [])
    expect(aliases.filter((alias, index) => aliases.indexOf(alias) !== index)).toContain("payRate")
  })
})
