import { existsSync } from "node:fs"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { RollcallError } from "@rollcall/sdk"
import { afterEach, beforeEach, expect, it } from "vitest"
import { type Exporting, exportToFile } from "./export-file.js"
import type { Io } from "./io.js"

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "export-"))
})
afterEach(() => rm(folder, { recursive: true }))

const IDS = Array.from({ length: 9 }, (_, at) => `${at + 1}`)
const WRITE = {
  ndjson: (ids: readonly string[]) => ids.map((id) => `${JSON.stringify({ id, name: "Zoë" })}\n`).join(""),
  csv: (ids: readonly string[]) => `id,name\r\n${ids.map((id) => `${id},"Zoë\n${id}"\r\n`).join("")}`,
  parquet: (ids: readonly string[]) => `PAR1${ids.join()}`,
}
type Format = keyof typeof WRITE

/** A server whose answers break off after so many bytes each, and then no more. */
function serverOf(format: Format, breaksAfter: number[]) {
  const asked: object[] = []
  const read: Exporting["read"] = async (from) => {
    asked.push(from)
    const at = from.after === undefined ? 0 : IDS.indexOf(from.after) + 1
    const bytes = new TextEncoder().encode(WRITE[format](IDS.slice(at)))
    const limit = breaksAfter.shift()
    const parts = [bytes.subarray(0, limit)]
    const body = new ReadableStream({
      pull(stream) {
        const part = parts.shift()
        if (part) stream.enqueue(part)
        else if (limit === undefined) stream.close()
        else stream.error(new TypeError("terminated"))
      },
    })
    const headers = { "rollcall-export-cursor": "c-1", "rollcall-data-as-of": "2026-03-01T10:00:00.000Z" }
    return new Response(body, { headers })
  }
  return { read, asked }
}

function exporting(format: Format, read: Exporting["read"], signal = new AbortController().signal) {
  const told: string[] = []
  const slept: number[] = []
  const io = { err: (text: string) => told.push(text), sleep: async (ms: number) => slept.push(ms), signal }
  const subject = { url: "http://127.0.0.1", account: "a-1", resource: "employees", format }
  const given = { io: io as unknown as Io, subject, file: join(folder, "people"), read, onBytes: () => {} }
  return { given, told, slept }
}
const content = () => readFile(join(folder, "people"), "utf8")
const leftovers = () => ["people.part", "people.part.json"].filter((name) => existsSync(join(folder, name)))

it.each(["ndjson", "csv"] as const)("%s goes on after the last whole row, and has every row once", async (format) => {
  const { read, asked } = serverOf(format, [70, 3, 100])
  const { given, told, slept } = exporting(format, read)
  expect(await exportToFile(given)).toMatchObject({ asOf: "2026-03-01T10:00:00.000Z" })
  expect([await content(), leftovers()]).toEqual([WRITE[format](IDS), []])
  expect(asked[0]).toEqual({})
  expect(asked.slice(1).every((from) => "after" in from && "cursor" in from)).toBe(true)
  expect([asked.length, told.filter((text) => text.includes("going on")).length]).toEqual([4, 3])
  expect(slept).toEqual([1_000, 2_000, 1_000])
})

it("A Parquet file begins anew, as of the same moment", async () => {
  const { read, asked } = serverOf("parquet", [8])
  await exportToFile(exporting("parquet", read).given)
  expect([await content(), asked]).toEqual([WRITE.parquet(IDS), [{}, { cursor: "c-1" }]])
})

it("What never comes back ends it, and the same command goes on with what is there", async () => {
  const breaks = [70, ...Array.from({ length: 10 }, () => 0)]
  const { given } = exporting("ndjson", serverOf("ndjson", breaks).read)
  await expect(exportToFile(given)).rejects.toMatchObject({
    exitCode: 8,
    message: expect.stringContaining("people.part"),
  })
  expect(leftovers()).toHaveLength(2)
  // As a process that was killed while it wrote leaves it.
  const part = await readFile(`${given.file}.part`, "utf8")
  await writeFile(`${given.file}.part`, `${part}{"id": "4", "na`)
  const { read, asked } = serverOf("ndjson", [])
  const again = exporting("ndjson", read)
  await exportToFile(again.given)
  expect(again.told[0]).toMatch(/^going on after row 2 \(\d+ bytes are there\)\n$/)
  expect([await content(), asked]).toEqual([WRITE.ndjson(IDS), [{ cursor: "c-1", after: "2" }]])
})

it.each(["cursor.expired", "cursor.invalid", "request.invalid"] as const)(
  "%s: it says that it begins anew",
  async (code) => {
    const { given } = exporting("ndjson", serverOf("ndjson", [70, ...Array.from({ length: 10 }, () => 0)]).read)
    await expect(exportToFile(given)).rejects.toThrow()
    const { read } = serverOf("ndjson", [])
    const refusing: Exporting["read"] = async (from) => {
      if (from.cursor !== undefined) throw new RollcallError({ code, message: "x", status: 410 })
      return read(from)
    }
    const again = exporting("ndjson", refusing)
    await exportToFile(again.given)
    expect(again.told.join("")).toContain("begins anew")
    expect([await content(), leftovers()]).toEqual([WRITE.ndjson(IDS), []])
  },
)

it("A part of another export is not gone on with", async () => {
  const { given } = exporting("ndjson", serverOf("ndjson", [70, ...Array.from({ length: 10 }, () => 0)]).read)
  await expect(exportToFile(given)).rejects.toThrow()
  const { read, asked } = serverOf("csv", [])
  const other = exporting("csv", read)
  await exportToFile(other.given)
  expect([await content(), asked, other.told.join("")]).toEqual([
    WRITE.csv(IDS),
    [{}],
    expect.stringContaining("another export"),
  ])
})

it("Ctrl+C keeps what is there; other errors are told as they are", async () => {
  const stopping = new AbortController()
  const { read } = serverOf("ndjson", [70])
  const { given } = exporting("ndjson", read, stopping.signal)
  given.io.err = () => stopping.abort()
  given.read = async (from) => (stopping.signal.aborted ? Promise.reject(stopping.signal.reason) : read(from))
  await expect(exportToFile(given)).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(/^stopped\n/) })
  expect(leftovers()).toHaveLength(2)
  await rm(`${given.file}.part.json`)
  const refused = new RollcallError({ code: "token.invalid", message: "x", status: 401 })
  const { given: other } = exporting("ndjson", () => Promise.reject(refused))
  await expect(exportToFile(other)).rejects.toBe(refused)
})
