import { columnsOf, type ResourceName } from "@rollcall/contract"
import { parquetMetadata, parquetReadObjects, parquetSchema } from "hyparquet"
import { describe, expect, it } from "vitest"
import { fileColumns } from "./flat-row.js"
import { FORMATS } from "./index.js"

type Row = Record<string, unknown>

async function* portionsOf(...portions: Row[][]) {
  for (const rows of portions) yield rows.map((row) => JSON.stringify(row))
}

async function bytesOf(format: keyof typeof FORMATS, resource: ResourceName, ...portions: Row[][]): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of FORMATS[format].write(portionsOf(...portions), fileColumns(resource)))
    parts.push(Buffer.from(part))
  return Buffer.concat(parts)
}

const ada: Row = {
  id: "1",
  name: 'Ada "Countess" Lovelace',
  manager: { id: "2", name: "Bo" },
  company: null,
  start_date: "2026-01-31",
  weekly_hours: -37.5,
  tags: ["a", "b"],
  custom_fields: { "T-shirt": "=M" },
  updated_at: "2026-11-20T09:30:00.120Z",
}

describe("An export as CSV", () => {
  const csv = async (resource: ResourceName, ...portions: Row[][]) =>
    (await bytesOf("csv", resource, ...portions)).toString("utf8")
  const cellsOf = async (row: Row) => {
    const [names = "", line = ""] = (await csv("groups", [row])).split("\r\n")
    const at = (name: string) => names.split(",").indexOf(name)
    return { line, cell: (name: string) => line.split(",")[at(name)] }
  }

  it("has a line of names and a line for each row, over all portions; without rows only the names", async () => {
    const names = [...columnsOf("groups").map(({ name }) => name), "additional_fields"].join(",")
    expect(await csv("groups")).toBe(`${names}\r\n`)
    const lines = (await csv("groups", [{ id: "1" }, { id: "2" }], [{ id: "3" }])).split("\r\n")
    expect(lines.map((line) => line.split(",")[0])).toEqual(["id", "1", "2", "3", ""])
  })

  it("flattens objects, writes lists and maps as JSON, and quotes what has to be", async () => {
    const text = await csv("employees", [ada])
    expect(text).toContain('"Ada ""Countess"" Lovelace"')
    expect(text).toContain('"[""a"",""b""]"')
    expect(text).toContain('"{""T-shirt"":""=M""}"')
    expect(text).toContain("-37.5")
    expect(text).toContain("2026-01-31")
  })

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uFF1D1", '=HYPERLINK("http://x.test")'])(
    "never begins a cell with a formula: %j",
    async (name) => {
      const { line } = await cellsOf({ id: "1", name })
      const cell = line.slice("1,,".length)
      expect(cell.replace(/^"/, "").startsWith(`'${name.slice(0, 1)}`)).toBe(true)
    },
  )

  it("keeps what has no column, or is not of its type, beside the others", async () => {
    const text = await csv("groups", [{ id: "1", name: 7, leads: "x", cost: { center: 1 }, own: [] }])
    expect(text).toContain(',"{""name"":7,""leads"":""x"",""cost"":{""center"":1},""own"":[]}"')
  })
})

describe("An export as Parquet", () => {
  const read = async (...portions: Row[][]) => {
    const { buffer, byteOffset, byteLength } = await bytesOf("parquet", "employees", ...portions)
    const file = buffer.slice(byteOffset, byteOffset + byteLength)
    return { file, rows: await parquetReadObjects({ file: file as ArrayBuffer }) }
  }

  it("has a type for each column, and the values of the rows", async () => {
    const { file, rows } = await read([ada])
    const schema = parquetSchema(parquetMetadata(file as ArrayBuffer))
    const typeOf = (name: string) => schema.children.find(({ element }) => element.name === name)?.element
    expect(schema.children.map(({ element }) => element.name)).toEqual(fileColumns("employees").map(({ name }) => name))
    expect(typeOf("start_date")).toMatchObject({ type: "INT32", converted_type: "DATE" })
    expect(typeOf("updated_at")).toMatchObject({ type: "INT64", converted_type: "TIMESTAMP_MILLIS" })
    expect(rows).toEqual([
      expect.objectContaining({
        id: "1",
        name: 'Ada "Countess" Lovelace',
        manager_id: "2",
        manager_name: "Bo",
        start_date: new Date("2026-01-31"),
        weekly_hours: -37.5,
        tags: ["a", "b"],
        custom_fields: { "T-shirt": "=M" },
        updated_at: new Date("2026-11-20T09:30:00.120Z"),
        additional_fields: null,
      }),
    ])
  })

  it("keeps values that are not of their column's type beside the others", async () => {
    const odd = {
      start_date: "soon",
      weekly_hours: "many",
      updated_at: "2026-11-20",
      manager: { id: "2", email: "b@x.test" },
    }
    const { rows } = await read([{ id: "1", ...odd }])
    expect(rows[0]).toMatchObject({
      start_date: null,
      weekly_hours: null,
      updated_at: null,
      manager_id: "2",
      additional_fields: {
        start_date: "soon",
        weekly_hours: "many",
        updated_at: "2026-11-20",
        "manager.email": "b@x.test",
      },
    })
  })

  it("is whole over many portions and without any", async () => {
    const portions = Array.from({ length: 5 }, (_, at) =>
      Array.from({ length: 300 }, (_, no) => ({ ...ada, id: `${at}.${no}` })),
    )
    const { rows } = await read(...portions)
    expect(rows.map(({ id }) => id)).toEqual(portions.flat().map(({ id }) => id))
    expect((await read()).rows).toEqual([])
  })
})

describe("An export as lines of JSON", () => {
  it("has each row as it is stored", async () => {
    const text = (await bytesOf("ndjson", "employees", [ada], [{ id: "2", name: null }])).toString("utf8")
    expect(text).toBe(`${JSON.stringify(ada)}\n{"id":"2","name":null}\n`)
    expect((await bytesOf("ndjson", "employees")).length).toBe(0)
  })
})
