import { readFileSync } from "node:fs"
import { isReading, type ListStyle, onePage, pathParameters, rowsOf, START } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { styleOf } from "./catalogue/styles.js"
import { catalogue } from "./catalogue.js"

const bareArray: ListStyle = { page: onePage(), rows: (body) => body }

const methods = [...catalogue.values()].flatMap((resource) =>
  resource.methods.map((method) => ({ ...method, resource: resource.name })),
)
const nameOf = ({ resource, name }: (typeof methods)[number]) => `${resource} ${name}`
const find = (resource: string, name: string) => catalogue.get(resource)?.methods.find((one) => one.name === name)

describe("the catalogue", () => {
  it("has all operations of the API, each once", () => {
    expect(methods).toHaveLength(207)
    const calls = methods.map(({ httpMethod, path }) => `${httpMethod} ${path.replace(/\{\w+\}/g, "{}")}`)
    expect(calls.filter((call, index) => calls.indexOf(call) !== index)).toEqual([])
    expect(methods.filter(({ path }) => !/^v\d(_\d)?\/[^/?#\s]+(\/[^/?#\s]+)*$/.test(path)).map(nameOf)).toEqual([])
  })

  it("names them in small letters, resources once in either spelling", () => {
    const names = methods.flatMap(({ resource, name }) => [resource, name])
    expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([])
    for (const [name, { path }] of catalogue) expect(path.replace("/", "-"), name).toBe(name)
    const areas = [...catalogue.values()].map(({ path }) => path.split("/")[0])
    expect(areas).toEqual(expect.arrayContaining(["employee", "time-off", "pay-grades-and-bands", "employees"]))
  })

  it("has an id in the paths of what is about one row, and in no list or create", () => {
    const wrong = methods.filter((method) => {
      const hasId = pathParameters(method).includes("id")
      if (/^(get|update|delete)(-v|$)/.test(method.name)) return !hasId || !method.path.includes("{id}")
      return /^(list|create|read|change|remove|store|replace)(-|$)/.test(method.name) && hasId
    })
    expect(wrong.map(nameOf)).toEqual([])
  })

  it("has a name of its own for everything else in a path, which no parameter of the query has too", () => {
    for (const method of methods) {
      const names = pathParameters(method)
      expect(new Set(names).size, nameOf(method)).toBe(names.length)
      expect(names.filter((name) => !/^[a-z]+([A-Z][a-z]+)*$/.test(name))).toEqual([])
      const properties = method.query?.properties
      expect(names.filter((name) => typeof properties === "object" && properties && name in properties)).toEqual([])
    }
    expect(find("employee-tables", "update")?.path).toBe("v1_1/employees/{employeeId}/tables/{table}/{id}")
    expect(find("time-off-requests", "create")?.path).toBe("v1/employees/{employeeId}/time_off/request")
  })

  it("reads what it lists, and says of what else reads that it does", () => {
    const reads = methods.filter((method) => method.httpMethod !== "GET" && isReading(method))
    expect(reads.map(nameOf).sort()).toEqual([
      ...["dataset-field-options read", "dataset-field-options read-v1"],
      ...["dataset-rows list", "dataset-rows list-v1", "report-rows list"],
    ])
    expect(methods.filter(({ answer, style }) => answer !== "page" && style).map(nameOf)).toEqual([])
    for (const method of methods.filter(({ answer }) => answer === "text" || answer === "binary"))
      expect(method.description, nameOf(method)).toContain("Answers ")
  })

  it("describes each in a sentence, and says what is deprecated", () => {
    expect(methods.filter(({ description }) => !/^[A-Z][^.]+\./.test(description)).map(nameOf)).toEqual([])
    expect(methods.filter(({ description }) => description.includes("Deprecated"))).toHaveLength(12)
    expect(find("goals", "update-v1")?.description).toBe("Update a goal. Deprecated by BambooHR.")
  })

  it("holds no address", () => {
    const text = readFileSync(new URL("../catalogue.json", import.meta.url), "utf8")
    expect(text).not.toMatch(/https?:|bamboohr|\.(com|net|org)\b/i)
  })
})

describe("its lists", () => {
  const rows = [{ id: "1" }, { id: "2" }]
  const meta = { total: 5, page: { nextCursor: "b", prevCursor: null }, totalItems: 5 }
  const bodies: [string, string, unknown][] = [
    ["employees", "list", { data: rows, meta }],
    ["locations", "list", { data: rows, meta }],
    ["timezones", "list", { data: rows, meta }],
    ["dataset-rows", "list", { data: rows, meta, links: [] }],
    ["dataset-rows", "list-v1", { data: rows, aggregations: [], pagination: { total_records: 5 } }],
    ["custom-reports", "list", { reports: rows, pagination: { total_records: 5 } }],
    ["dataset-fields", "list", { fields: rows, pagination: { total_records: 5 } }],
    ["report-rows", "list", { title: "", fields: [], employees: rows }],
    ["report-rows", "list", { employees: { 1: {}, 2: {} } }],
    ["users", "list", { 1: {}, 2: {} }],
    ["users", "list", rows],
    ["webhooks", "list", { webhooks: rows }],
    ["time-off-types", "list", { timeOffTypes: rows, defaultHours: [] }],
    ["benefit-coverages", "list", { "Benefit Coverages": rows }],
    ["time-off-requests", "list", rows],
  ]
  it.each(bodies)("%s %s find their rows in an answer", (resource, name, body) => {
    const found = rowsOf((find(resource, name)?.style ?? bareArray).rows, body)
    expect(found).toMatchObject(rows)
  })

  it.each([
    ["employees", { "page[limit]": 2 }, { "page[limit]": 2, "page[after]": "b" }],
    ["fromZero", { page: 0, pageSize: 2 }, { page: 1, pageSize: 2 }],
    ["fromOne", { page: 1, pageSize: 2 }, { page: 2, pageSize: 2 }],
    ["dataset", { page: 1, pageSize: 2 }, { page: 2, pageSize: 2 }],
    ["saved data", { page: 1, page_size: 2 }, { page: 2, page_size: 2 }],
  ])("of the style %s are asked for page by page", (name, first, second) => {
    const { page } = styleOf(name)
    const asked = { position: START, size: 2, query: {} }
    expect(page.ask(asked)).toEqual(first)
    const body = { meta, pagination: { total_records: 5 } }
    const { next, total } = page.read({ body, headers: {}, count: 2 }, asked)
    expect(page.ask({ ...asked, position: next ?? START })).toEqual(second)
    expect(total).toBe(5)
  })
})
