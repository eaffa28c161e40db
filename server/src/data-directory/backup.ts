import { createReadStream } from "node:fs"
import { lstat, readdir } from "node:fs/promises"
import { join } from "node:path"
import { Readable } from "node:stream"
import { type Part, textPart, writeArchive } from "./archive.js"
import { isKept, placesIn } from "./layout.js"

/** What the first entry of a backup says. */
export type Manifest = {
  format: 1
  rollcall: string
  /** Number of the newest migration in its database. */
  migration: number
  createdAt: string
  /** Whether the key of its secrets is in it. */
  hasKey: boolean
}
export const MANIFEST = "rollcall-backup.json"
/** All that stood in the data directory is below it. */
export const CONTENT = "data"

/** What goes into a backup: all of a data directory, with the database from where it is at rest. */
export type Source = { dataDir: string; database: string }

/** Nobody has the database open or changes it meanwhile. */
export const writeBackup = (file: string, source: Source, manifest: Manifest): Promise<void> =>
  writeArchive(file, partsOf(source, manifest))

async function* partsOf({ dataDir, database }: Source, manifest: Manifest): AsyncIterable<Part> {
  yield textPart(MANIFEST, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`))
  for (const name of (await readdir(dataDir)).filter(isKept).sort()) {
    const place = join(dataDir, name)
    yield* below(place === placesIn(dataDir).database ? database : place, `${CONTENT}/${name}`)
  }
}

/** As long as it was found, also if it grows meanwhile. */
const wholeOf = (place: string, size: number): AsyncIterable<Buffer> =>
  size === 0 ? Readable.from([]) : createReadStream(place, { end: size - 1 })

/** What is neither a file nor a directory (sockets of locks) is nothing to keep. */
async function* below(place: string, path: string): AsyncIterable<Part> {
  const found = await lstat(place)
  const { mode, size } = found
  if (found.isFile()) yield { path, mode, isDirectory: false, size, content: wholeOf(place, size) }
  if (!found.isDirectory()) return
  yield { path, mode, isDirectory: true, size: 0, content: Readable.from([]) }
  for (const name of (await readdir(place)).sort()) yield* below(join(place, name), `${path}/${name}`)
}
