/**
 * What outlives the process, as entries of named maps in one file of JSON lines. The newest entry of a key holds.
 *
 * A line is one batch: everything that one call changed. It is with the system before the call is answered, so a killed
 * process loses nothing that it told, and a line that was cut off counts as not written. The file is replaced as a
 * whole, by a rename, when it is begun anew or has grown. It survives the death of the process, not a loss of power.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs"
import { join } from "node:path"
import type { Json } from "../json.js"

/** Null: the key is gone. */
export type Entry = [map: string, key: string, value: Json]
export type Entries = Map<string, Map<string, Json>>

export interface Keeper {
  /** What was kept at the start, or null: nothing yet, or begun anew since. */
  readonly entries: Entries | null
  put(map: string, key: string, value: Json): void
  /** Writes what was put. Called before an answer goes out. */
  flush(): void
  /** Forgets everything and keeps these instead. */
  restart(entries: Iterable<Entry>): void
  close(): void
}

export const KEEPS_NOTHING: Keeper = { entries: null, put() {}, flush() {}, restart() {}, close() {} }

const ENTRIES_A_LINE = 500
/** More batches than that are put together at the next start. */
const MAX_BATCHES = 2_000

export class Journal implements Keeper {
  entries: Entries | null
  readonly #path: string
  #file: number | null = null
  #batch: Entry[] = []
  #isScheduled = false

  /**
   * The directory is there, and this process's alone; `name` is the file's, without `.jsonl`. Throws when the file can't
   * be read.
   */
  constructor(directory: string, name: string) {
    this.#path = join(directory, `${name}.jsonl`)
    const { entries, batches, isWhole } = readEntries(this.#path)
    this.entries = entries
    if (entries && (batches > MAX_BATCHES || !isWhole)) this.#replace(flatten(entries))
    else if (entries) this.#file = openSync(this.#path, "a")
  }

  put(map: string, key: string, value: Json): void {
    this.#batch.push([map, key, value])
    if (this.#isScheduled) return
    this.#isScheduled = true
    // For what happens outside of calls.
    queueMicrotask(() => this.flush())
  }

  flush(): void {
    this.#isScheduled = false
    if (this.#batch.length === 0 || this.#file === null) return
    const line = `${JSON.stringify(this.#batch)}\n`
    this.#batch = []
    writeSync(this.#file, line)
  }

  restart(entries: Iterable<Entry>): void {
    this.entries = null
    this.#batch = []
    this.#replace(entries)
  }

  close(): void {
    this.flush()
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }

  #replace(entries: Iterable<Entry>): void {
    const draft = `${this.#path}.new`
    writeFileSync(draft, lines(entries), { mode: 0o600 })
    const written = openSync(draft, "r+")
    fsyncSync(written)
    closeSync(written)
    if (this.#file !== null) closeSync(this.#file)
    renameSync(draft, this.#path)
    this.#file = openSync(this.#path, "a")
  }
}

function lines(entries: Iterable<Entry>): string {
  const all = [...entries]
  const count = Math.ceil(all.length / ENTRIES_A_LINE)
  return Array.from({ length: count }, (_, index) => {
    return `${JSON.stringify(all.slice(index * ENTRIES_A_LINE, (index + 1) * ENTRIES_A_LINE))}\n`
  }).join("")
}

function* flatten(entries: Entries): Iterable<Entry> {
  for (const [map, values] of entries) for (const [key, value] of values) yield [map, key, value]
}

function readEntries(path: string): { entries: Entries | null; batches: number; isWhole: boolean } {
  const text = readIfThere(path)
  if (text === null || text === "") return { entries: null, batches: 0, isWhole: true }
  const batches = text.split("\n")
  // After the last line comes nothing, or the beginning of a batch that was never told.
  const isWhole = batches.pop() === ""
  const entries: Entries = new Map()
  for (const [index, line] of batches.entries()) {
    for (const [map, key, value] of parseBatch(line, `${path}, line ${index + 1}`)) {
      const values = entries.get(map) ?? new Map<string, Json>()
      entries.set(map, values)
      if (value === null) values.delete(key)
      else values.set(key, value)
    }
  }
  return { entries: entries.size === 0 ? null : entries, batches: batches.length, isWhole }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null
    throw error
  }
}

function parseBatch(line: string, place: string): Entry[] {
  try {
    return JSON.parse(line) as Entry[] // we wrote it
  } catch {
    throw new Error(`${place} can't be read: remove the file to begin with a new company`)
  }
}
