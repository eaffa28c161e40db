/**
 * A restore is one of these, and can be killed in each of them:
 *
 * - unpacking: the backup is unpacked beside what is in use. A kill leaves the old data in use.
 * - whole: everything is unpacked, was compared and tried. The rename to this name decides: from now on the new data is
 *   what counts, and whoever opens the directory next first brings the restore to its end.
 * - moving: the old data stands aside; the new data goes to its place, one name after the other.
 */
import { createWriteStream, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { pipeline } from "node:stream/promises"
import { BrokenArchive, type Part, readArchive } from "./archive.js"
import { CONTENT, MANIFEST, type Manifest } from "./backup.js"
import { isKept, placesIn } from "./layout.js"

/** Unpacks a backup beside what is in use. Throws `BrokenArchive`, or what `accept` throws of its manifest. */
export async function unpack(file: string, dataDir: string, accept: (manifest: Manifest) => void): Promise<Manifest> {
  const { unpacking } = placesIn(dataDir)
  rmSync(unpacking, { recursive: true, force: true })
  try {
    return await unpackInto(unpacking, readArchive(file), accept)
  } catch (error) {
    rmSync(unpacking, { recursive: true, force: true })
    throw error
  }
}

async function unpackInto(
  directory: string,
  parts: AsyncGenerator<Part>,
  accept: (manifest: Manifest) => void,
): Promise<Manifest> {
  const first = await parts.next()
  const manifest = first.done || first.value.path !== MANIFEST ? undefined : parseManifest(await textOf(first.value))
  if (!manifest) throw new BrokenArchive("it says nothing of Rollcall")
  accept(manifest)
  mkdirSync(directory, { mode: 0o700 })
  for await (const part of parts) {
    const [top, ...path] = part.path.split("/")
    if (top !== CONTENT || path.length === 0) throw new BrokenArchive(`${part.path} is not part of a backup`)
    const place = join(directory, ...path)
    if (part.isDirectory) mkdirSync(place, { mode: part.mode & 0o700 })
    else await pipeline(part.content, createWriteStream(place, { mode: part.mode & 0o700, flags: "wx", flush: true }))
  }
  return manifest
}

/** Of the manifest, which is small. */
const LONGEST_MANIFEST = 10_000

async function textOf({ size, content }: Part): Promise<string> {
  if (size > LONGEST_MANIFEST) throw new BrokenArchive("it says nothing of Rollcall")
  const chunks: Buffer[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks).toString("utf8")
}

function parseManifest(text: string): Manifest | undefined {
  try {
    const found: Manifest = JSON.parse(text)
    return found.format === 1 && Number.isInteger(found.migration) ? found : undefined
  } catch {
    return undefined
  }
}

type Rename = (from: string, to: string) => void

/** The step that decides. */
export function declareWhole(dataDir: string, rename: Rename = renameSync): void {
  const { unpacking, whole } = placesIn(dataDir)
  rename(unpacking, whole)
}

/** What is in use in a directory. */
export const keptIn = (dataDir: string): string[] => (existsSync(dataDir) ? readdirSync(dataDir).filter(isKept) : [])

export function isUnfinished(dataDir: string): boolean {
  const { whole, moving } = placesIn(dataDir)
  return existsSync(whole) || existsSync(moving)
}

/** Brings a restore that was decided to its end. The caller has the directory's lock. `rename` is for tests. */
export function finish(dataDir: string, rename: Rename = renameSync): void {
  const { whole, moving, before } = placesIn(dataDir)
  if (existsSync(whole)) {
    moveAll(dataDir, before, rename)
    rename(whole, moving)
  }
  if (!existsSync(moving)) return
  moveAll(moving, dirname(moving), rename)
  rmdirSync(moving)
}

function moveAll(from: string, to: string, rename: Rename): void {
  const names = keptIn(from)
  if (names.length > 0) mkdirSync(to, { recursive: true, mode: 0o700 })
  for (const name of names) rename(join(from, name), join(to, name))
}
