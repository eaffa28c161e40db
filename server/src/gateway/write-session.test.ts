import { isRemote, type Remote, type Step } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { showWritten } from "./show-written.js"
import { type Company, groupView, readerOf, tableAt } from "./testing.js"
import { openWriteSession, wallClock } from "./write-session.js"

const LISTS = {
  teams: [{ id: "7", name: "as read", parent: "p1" }],
  parents: [{ id: "p1" }],
  people: [],
  kinds: [{ id: "k" }],
}
const view = groupView()

async function send(step: Partial<Step>, company: Partial<Company> = {}, body: unknown = { name: "x" }) {
  const reader = readerOf({ lists: LISTS, written: { id: "7", name: "as answered" }, ...company })
  const forgotten: string[] = []
  const session = openWriteSession(reader, () => void forgotten.push("reads"))
  const request = { method: "POST", path: "teams", body } as const
  const whole: Step = { name: "make", request, row: view.from, settled: { askPerson: "look there" }, ...step }
  const answer = await session.send(whole, { request, wire: session.wire(request, { notify: "false" }) })
  return { answer, forgotten, sent: reader.sent, reader }
}

describe("an answer to a write", () => {
  it("is the row, and whatever was read before says nothing any more", async () => {
    const { answer, forgotten, sent } = await send({})
    expect(answer).toMatchObject({ row: { id: "7", name: "as answered" }, body: { id: "7" } })
    expect([sent, forgotten]).toEqual([[{ name: "x" }], ["reads"]])
  })

  const byLocation: Partial<Step> = {
    answered({ headers: { location } }) {
      const [, id] = /\/teams\/(\w+)$/.exec(String(location)) ?? []
      return id === undefined ? undefined : { id }
    },
  }
  const fromBody: Partial<Step> = {
    answered: ({ body }) => (isRemote(body) ? { id: body.request_id, parent: body.team } : undefined),
    echoes: ["parent"],
  }
  it("may only say where the row is, or have its id under another name", async () => {
    const writtenHeaders = { location: "https://hr.example/api/teams/7" }
    for (const written of ["", "created", null, [], { ok: true }])
      expect((await send(byLocation, { written, writtenHeaders })).answer.row).toEqual({ id: "7" })
    expect((await send(fromBody, { written: { request_id: 7 } })).answer.row).toMatchObject({ id: 7 })
  })

  it("that does not say which row it is leaves open what happened", async () => {
    const open = { mayHaveHappened: true, message: expect.stringMatching(/did not answer the row/) }
    await expect(send(byLocation, { written: "" })).rejects.toMatchObject(open)
    await expect(send(fromBody, { written: {} })).rejects.toMatchObject(open)
    await expect(send({}, { written: "" })).rejects.toMatchObject(open)
    const broken: Partial<Step> = { answered: ({ body }) => ({ id: (body as Remote).a }) } // as a careless author writes it
    await expect(send(broken, { written: null })).rejects.toMatchObject(open)
  })

  it("of another row than was asked for leaves it open too", async () => {
    const other = { mayHaveHappened: true, message: expect.stringMatching(/another parent/) }
    const team = (id: string) => send(fromBody, { written: { request_id: 7, team: id } }, { parent: "p1" })
    await expect(team("p2")).rejects.toMatchObject(other)
    expect((await team("p1")).answer.row).toMatchObject({ id: 7 })
  })

  it("says nothing where the step answers no row, unless it is an error", async () => {
    const quiet: Partial<Step> = { row: undefined as never } // as a step that declares none
    expect((await send(quiet, { written: "" })).answer.row).toEqual({})
    await expect(send(quiet, { written: { error: "no" } })).rejects.toMatchObject({ mayHaveHappened: true })
  })
})

describe("a written row", () => {
  const shown = async (company: Partial<Company> = {}, more = {}) => {
    const reader = readerOf({ lists: LISTS, ...company })
    const row = { id: "7", name: "as answered" }
    return showWritten(reader, { resource: "groups", query: {}, view: { ...view, ...more }, row })
  }
  it("is shown as any read shows it, with the row as it was read", async () => {
    const { body, found } = await shown()
    expect(body).toMatchObject({ id: "7", name: "as read", parent_group: "p1", remote_data: { name: "as read" } })
    expect(found).toEqual({ id: "7", name: "as read", parent: "p1" })
  })
  it("that can't be read again is shown as the HR system answered it", async () => {
    for (const company of [{ lists: { ...LISTS, teams: [] } }, { broken: ["teams"] }])
      expect(await shown(company)).toMatchObject({ body: { id: "7", name: "as answered" } })
  })
  it("is a success though what belongs to it can't be read, or its view passes it over", async () => {
    expect((await shown({ broken: ["parents", "people"] })).body).toMatchObject({ id: "7", name: "as read" })
    expect((await shown({}, { map: () => undefined, idPrefix: "team-" })).body).toMatchObject({ id: "team-7" })
  })
})

describe("rows that a write is planned from", () => {
  it("are read by id and by other columns, and are absent where they may not be read", async () => {
    const people = tableAt("people", { by: { team_id: "team_ids[]" } })
    const lists = {
      ...LISTS,
      people: [
        { id: "1", team_id: "7" },
        { id: "2", team_id: "8" },
      ],
    }
    const wanted = { team: { table: view.from, value: "7" }, members: { table: people, column: "team_id", value: "7" } }
    const read = (more: Partial<Company>) => openWriteSession(readerOf({ lists, ...more }), () => {}).rows(wanted)
    expect(await read({})).toMatchObject({ team: [{ name: "as read" }], members: [{ id: "1" }] })
    const refused = await read({ refused: ["people"] })
    expect([refused.team, refused.members]).toMatchObject([[{ id: "7" }], undefined])
    const session = openWriteSession(readerOf({ lists, refused: ["people"] }), () => {})
    expect(Object.keys(await session.references({ teams: view.from, people }))).toEqual(["teams"])
  })
})

describe("a moment in a body", () => {
  it.each([
    ["2027-03-14T23:00:00Z", "Europe/Madrid", "2027-03-15T00:00:00"],
    ["2027-03-14T23:00:00-05:00", "Europe/Madrid", "2027-03-15T05:00:00"],
    ["2027-03-14T23:00:00Z", "America/Bogota", "2027-03-14T18:00:00"],
    ["2027-03-14T23:00:00", "Europe/Madrid", "2027-03-14T23:00:00"],
    ["2027-03-14", "Europe/Madrid", "2027-03-14"],
    ["2027-03-14T23:00:00", undefined, "2027-03-14T23:00:00"],
    ["2027-03-14T23:00:00Z", undefined, undefined],
  ])("%s in %s is %s", (at, zone, local) => expect(wallClock(zone)(at)).toBe(local))
})
