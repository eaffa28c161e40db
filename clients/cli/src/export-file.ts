import { createReadStream } from "node:fs"
import { type FileHandle, open, readFile, rename, rm, writeFile } from "node:fs/promises"
import { RollcallError } from "@rollcall/sdk"
import { CommandFailure, type Io } from "./io.js"
import { createRows, type Rows } from "./whole-rows.js"

/** What an export is of. One that is begun goes on only as the same one. */
export type Subject = {
  url: string
  account: string | undefined
  resource: string
  format: "ndjson" | "csv" | "parquet"
}
type From = { cursor?: string | undefined; after?: string | undefined }

export type Exporting = {
  io: Io
  subject: Subject
  file: string
  /** Asks the server, which answers with the rows after those. */
  read(from: From): Promise<Response>
  onBytes(bytes: number): void
}

/** Kept beside the part, so that whoever starts the command again goes on with the same moment. */
type Begun = { subject: Subject; cursor: string; asOf: string | null }
/** What of the file is there: only whole rows. */
type Kept = { bytes: number; after: string | undefined }

const NOTHING: Kept = { bytes: 0, after: undefined }
/** So many breaks in a row in which no row came end the command; what is there stays. */
const MOST_BREAKS = 6
const [FIRST_PAUSE_MS, LONGEST_PAUSE_MS] = [1_000, 30_000]

/**
 * Writes an export to `FILE.part`, and renames it when it is whole. When the connection breaks it goes on after the last whole row,
 * as of the same moment; so it does when it is started again. A Parquet file can't be put together of halves: it begins anew, as of
 * that moment too.
 */
export async function exportToFile(given: Exporting): Promise<{ bytes: number; asOf: string | null }> {
  const { io, file } = given
  let begun = await loadBegun(given)
  let kept = begun ? await readKept(given) : NOTHING
  if (kept.after !== undefined)
    io.err(`going on after row ${kept.after} (${kept.bytes.toLocaleString("en")} bytes are there)\n`)
  for (let breaks = 0; ; breaks++) {
    try {
      const answer = await ask(given, begun, kept)
      begun ??= await saveBegun(given, answer)
      const bytes = await append(given, answer, kept)
      await rename(`${file}.part`, file)
      await rm(noteOf(file), { force: true })
      return { bytes, asOf: begun.asOf }
    } catch (error) {
      if (begun && isGone(error, kept)) {
        io.err("the server can't go on with this export, whose moment it may keep no longer: it begins anew\n")
        begun = undefined
        kept = NOTHING
        continue
      }
      if (begun && io.signal.aborted) throw stopped(file, "stopped", 1)
      if (!begun || !isBroken(error)) throw error
      const before = kept.bytes
      kept = await readKept(given)
      if (kept.bytes > before) breaks = 0
      if (breaks >= MOST_BREAKS) throw stopped(file, String(error instanceof Error ? error.message : error), 8)
      io.err(`the connection broke after ${kept.bytes.toLocaleString("en")} bytes: going on\n`)
      await io.sleep(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** breaks), io.signal)
    }
  }
}

const noteOf = (file: string): string => `${file}.part.json`

async function loadBegun({ io, subject, file }: Exporting): Promise<Begun | undefined> {
  const text = await readFile(noteOf(file), "utf8").catch(() => undefined)
  if (text === undefined) return undefined
  try {
    const begun = JSON.parse(text) as Begun // written by saveBegun
    if (JSON.stringify(begun.subject) === JSON.stringify(subject)) return begun
    io.err(`${file}.part is of another export: this one begins anew\n`)
  } catch {
    io.err(`${noteOf(file)} can't be read: the export begins anew\n`)
  }
  return undefined
}

async function saveBegun({ subject, file }: Exporting, { headers }: Response): Promise<Begun> {
  const begun = {
    ...{ subject, cursor: headers.get("rollcall-export-cursor") ?? "", asOf: headers.get("rollcall-data-as-of") },
  }
  // What an earlier export left must not be taken for rows of this one.
  await writeFile(`${file}.part`, "")
  await writeFile(noteOf(file), `${JSON.stringify(begun, null, 2)}\n`)
  return begun
}

/** A process that was killed while it wrote may have left half a row at the end. */
async function readKept({ subject: { format }, file }: Exporting): Promise<Kept> {
  if (format === "parquet") return NOTHING
  const rows = createRows(format)
  let bytes = 0
  try {
    for await (const chunk of createReadStream(`${file}.part`)) bytes += rows.push(chunk).length
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error
  }
  return rows.lastId() === undefined ? NOTHING : { bytes, after: rows.lastId() }
}

const ask = ({ read }: Exporting, begun: Begun | undefined, { after }: Kept): Promise<Response> =>
  read(begun === undefined ? {} : { cursor: begun.cursor, ...(after === undefined ? {} : { after }) })

async function append(given: Exporting, answer: Response, kept: Kept): Promise<number> {
  const part = await open(`${given.file}.part`, "a")
  try {
    await part.truncate(kept.bytes)
    let bytes = kept.bytes
    for await (const chunk of rowsIn(given.subject, answer, kept)) {
      await writeAll(part, chunk)
      bytes += chunk.length
      given.onBytes(bytes)
    }
    await part.sync()
    return bytes
  } finally {
    await part.close()
  }
}

async function writeAll(part: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) at += (await part.write(chunk, at)).bytesWritten
}

/** Whole rows as they come. Of a CSV that goes on, the line of names is already there. */
async function* rowsIn({ format }: Subject, answer: Response, { after }: Kept): AsyncGenerator<Uint8Array> {
  if (format === "parquet") return yield* bytesOf(answer)
  const rows: Rows = createRows(format)
  let isFirst = format === "csv" && after !== undefined
  for await (const chunk of bytesOf(answer)) {
    const whole = rows.push(chunk)
    if (whole.length === 0) continue
    yield isFirst ? whole.subarray(whole.indexOf("\n") + 1) : whole
    isFirst = false
  }
}

/** Why a body ended before its end. A file that can't be written is another matter. */
class Broken extends Error {}

export async function* bytesOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (!body) return
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new Broken("the connection broke before the end of the export", { cause })
      })
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** The moment is no longer kept, or the part has a row that the export has not. */
const isGone = (error: unknown, { after }: Kept): boolean =>
  error instanceof RollcallError &&
  (error.code.startsWith("cursor.") || (error.code === "request.invalid" && after !== undefined))
const isBroken = (error: unknown): boolean =>
  error instanceof Broken ||
  (error instanceof RollcallError && (error.code.startsWith("client.") || (error.status ?? 0) >= 500))

const stopped = (file: string, why: string, exitCode: number): CommandFailure =>
  new CommandFailure(`${why}\nThe same command goes on with what is in ${file}.part`, exitCode)
