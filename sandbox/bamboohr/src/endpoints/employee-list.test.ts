import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Sandbox } from "../index.js"
import { type Ask, openCompany } from "../testing/open-company.js"

let sandbox: Sandbox
let ask: Ask
beforeAll(async () => {
  ;({ sandbox, ask } = await openCompany())
})
afterAll(() => sandbox.close())

const list = (query: string) => ask(`v1/employees?${query}`)
const idsOf = (said: { json: { data: { employeeId: string }[] } }) => said.json.data.map((row) => row.employeeId)
const decode = (cursor: string) => JSON.parse(Buffer.from(cursor, "base64").toString("utf8"))

describe("the list of employees", () => {
  it("holds everybody, who left and who will come too, in the order of ids", async () => {
    const said = await list("page[limit]=2500")
    expect(said.json.meta).toEqual({ total: 40, page: { limit: 2500, nextCursor: null, prevCursor: null } })
    const ids = idsOf(said).map(Number)
    expect(ids).toEqual([...ids].sort((a, b) => a - b))
    expect(new Set(said.json.data.map((row: { status: string }) => row.status))).toEqual(
      new Set(["Active", "Inactive", ""]),
    )
  })

  it("is paged by cursors that name the employee who comes next, forwards and backwards", async () => {
    const first = await list("page[limit]=7")
    expect(decode(first.json.meta.page.nextCursor)).toEqual({ nextEmployee: Number(idsOf(await list(""))[7]) })
    const second = await list(`page[limit]=7&page[after]=${encodeURIComponent(first.json.meta.page.nextCursor)}`)
    expect(idsOf(second)).toEqual(idsOf(await list("")).slice(7, 14))
    const back = await list(`page[limit]=7&page[before]=${encodeURIComponent(second.json.meta.page.prevCursor)}`)
    expect(idsOf(back)).toEqual(idsOf(first))
    expect(back.json.meta.page.prevCursor).toBeNull()
  })

  it("gives every row once when it is followed to its end, in any order", async () => {
    for (const sort of ["employeeId", "-lastName,firstName", "status", "-jobTitleName"]) {
      const found: string[] = []
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: Awaited<ReturnType<Ask>> = await list(
          `sort=${sort}&page[limit]=9${cursor && `&page[after]=${encodeURIComponent(cursor)}`}`,
        )
        found.push(...idsOf(page))
        cursor = page.json.meta.page.nextCursor
      }
      expect([...found].sort(), sort).toEqual([...idsOf(await list(""))].sort())
    }
  })

  it("links to the company's own host, whatever address was called", async () => {
    const { _links: links } = (await list("page[limit]=2&fields=hireDate")).json
    expect(links.self.href).toMatch(/^https:\/\/acme\.bamboohr\.com\/api\/v1\/employees\?/)
    expect(new URL(links.next.href).searchParams.get("fields")).toBe("hireDate")
  })

  it("refuses a cursor whose employee is not in the result any more", async () => {
    const { nextCursor } = (await list("page[limit]=3")).json.meta.page
    const gone = await list(`filter[ids]=4&page[after]=${encodeURIComponent(nextCursor)}`)
    expect([gone.status, gone.json.error.code]).toEqual([400, "BadPage"])
    expect((await list("page[after]=nonsense")).json.error.code).toBe("BadPage")
  })

  it("adds asked-for columns, ids as text, and leaves out names that it does not know", async () => {
    const fields = "departmentId,departmentName,reportsToId,reportsToName,employmentStatusName,birthDate,nonsense"
    const [row] = (await list(`filter[ids]=5&fields=${fields}`)).json.data
    expect(row).toMatchObject({ departmentId: "18251", departmentName: "Human Resources", reportsToId: "4" })
    expect(row.birthDate).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(Object.keys(row)).not.toContain("nonsense")
    expect(row._restrictedFields).toEqual([])
  })

  it("is filtered by ids in both spellings, by parts of names, and by status", async () => {
    expect(idsOf(await list("filter[ids]=6,4,99999"))).toEqual(["4", "6"])
    expect(idsOf(await list("filter[ids][]=4&filter[ids][]=6"))).toEqual(["4", "6"])
    expect(idsOf(await list("filter[jobTitleName]=ce"))).toContain("4")
    const inactive = await list("filter[status]=inactive")
    expect(new Set(inactive.json.data.map((row: { status: string }) => row.status))).toEqual(new Set(["Inactive"]))
  })

  it.each([
    ["page[limit]=0"],
    ["page[limit]=2501"],
    ["page[limit]=x"],
    ["filter[status]=gone"],
    ["filter[ids]=4,x"],
    ["sort=salary"],
    ["page[after]=a&page[before]=b"],
  ])("refuses %s with a code and a sentence", async (query) => {
    const said = await list(query)
    expect([said.status, said.json.error.code]).toEqual([400, "BadRequest"])
    expect(said.json.error.message.length).toBeGreaterThan(10)
  })

  it("shows a picture at another address at every read", async () => {
    const photo = async () => (await list("filter[ids]=4")).json.data[0].photoUrl
    const [one, other] = [await photo(), await photo()]
    expect(one).not.toBe(other)
    expect(one.split("?")[0]).toBe(other.split("?")[0])
  })
})

describe("one employee", () => {
  it("shows only the id unless fields are asked for", async () => {
    expect((await ask("v1/employees/4")).json).toEqual({ id: "4" })
    expect((await ask("v1/employees/4?fields=firstName,nonsense,4378")).json).toEqual({
      id: "4",
      firstName: expect.any(String),
      "4378": expect.anything(),
    })
  })

  it("with more than 400 fields is refused", async () => {
    const fields = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`).join()
    expect((await ask(`v1/employees/4?fields=${fields(400)}`)).status).toBe(200)
    const said = await ask(`v1/employees/4?fields=${fields(401)}`)
    expect([said.status, said.text]).toEqual([400, ""])
  })

  it("of number 0 is the caller's own", async () => {
    expect((await ask("v1/employees/0")).json).toEqual({ id: "5" })
  })

  it("that is unknown is said twice, in a misspelt header too, without a body", async () => {
    const said = await ask("v1/employees/99999")
    const sentence = said.headers.get("x-bamboohr-error-message")
    expect([said.status, said.text]).toEqual([404, ""])
    expect(sentence).toBe(said.headers.get("x-bamboohr-error-messsage"))
    const [one, other] = (sentence ?? "").split(",")
    expect(one).toBe(other)
  })
})

describe("the directory", () => {
  it("has nobody who left or will come, unless those are asked for", async () => {
    const count = async (query: string) => (await ask(`v1/employees/directory${query}`)).json.employees.length
    const inactive = (await list("filter[status]=inactive")).json.meta.total
    expect(await count("")).toBeLessThan(40 - inactive + 1)
    expect(await count("?onlyCurrent=false")).toBe((await count("")) + 2)
  })

  it("has its own columns and words", async () => {
    const { fields, employees } = (await ask("v1/employees/directory")).json
    expect(fields[0]).toEqual({ id: "displayName", type: "text", name: "Display name" })
    const row = employees.find(({ id }: { id: string }) => id === "5")
    expect(row).toMatchObject({ canUploadPhoto: 1, photoUploaded: expect.any(Boolean) })
    expect(row.supervisor).toBe(employees.find(({ id }: { id: string }) => id === "4").displayName)
  })

  it("that is not shared is refused", async () => {
    sandbox.running.behaviour.sharesDirectory = false
    const said = await ask("v1/employees/directory")
    sandbox.running.behaviour.sharesDirectory = true
    expect([said.status, said.text]).toEqual([403, ""])
  })
})
