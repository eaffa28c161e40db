/**
 * One file with everything: a tar archive in gzip, which any tar can list and unpack. Its last entry holds the SHA-256 of
 * every other one, so an archive that was cut short or changed is noticed. The format itself is tar-stream's.
 */
import { createHash, type Hash } from "node:crypto"
import { createReadStream, createWriteStream } from "node:fs"
import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { pipeline } from "node:stream/promises"
import { createGunzip, createGzip } from "node:zlib"
import { type Extract, extract, type Header, type Pack, pack } from "tar-stream"

export type Part = { path: string; mode: number; isDirectory: boolean; size: number; content: AsyncIterable<Buffer> }

const SUMS = "SHA256SUMS"
/** The same files make the same archive. */
const MADE_AT = new Date(0)

/** A file is no archive of ours, or not the one that was written. */
export class BrokenArchive extends Error {}

/** Writes `file`, which only its owner may read, and waits until it is on the disk. */
export async function writeArchive(file: string, parts: AsyncIterable<Part>): Promise<void> {
  const packing = pack()
  const written = pipeline(packing, createGzip(), createWriteStream(file, { mode: 0o600, flags: "wx", flush: true }))
  const filled = fill(packing, parts).catch(async (error: unknown) => {
    packing.destroy(error instanceof Error ? error : new Error(String(error)))
    await written.catch(() => {})
    throw error
  })
  await Promise.all([filled, written])
}

async function fill(packing: Pack, parts: AsyncIterable<Part>): Promise<void> {
  const sums: string[] = []
  for await (const part of parts) {
    const hash = createHash("sha256")
    await put(packing, part, hash)
    if (!part.isDirectory) sums.push(`${hash.digest("hex")}  ${part.path}\n`)
  }
  await put(packing, textPart(SUMS, Buffer.from(sums.join(""))), createHash("sha256"))
  packing.finalize()
}

async function put(packing: Pack, part: Part, hash: Hash): Promise<void> {
  const { path, mode, isDirectory, size } = part
  const type = isDirectory ? "directory" : "file"
  const entry = packing.entry({ name: path, mode: mode & 0o777, type, size: isDirectory ? 0 : size, mtime: MADE_AT })
  if (!isDirectory) await pipeline(measured(part, hash), entry)
}

async function* measured({ path, size, content }: Part, hash: Hash): AsyncIterable<Buffer> {
  let left = size
  for await (const chunk of hashing(content, hash)) {
    left -= chunk.length
    yield chunk
  }
  if (left !== 0) throw new Error(`${path} changed while it was read`)
}

async function* hashing(content: AsyncIterable<Buffer>, hash: Hash): AsyncIterable<Buffer> {
  for await (const chunk of content) {
    hash.update(chunk)
    yield chunk
  }
}

export const textPart = (path: string, text: Buffer): Part => ({
  path,
  mode: 0o600,
  isDirectory: false,
  size: text.length,
  content: Readable.from([text]),
})

/**
 * Every part in turn; the content of one is read before the next is asked for. Throws `BrokenArchive`, at the latest at
 * the end: until then nothing that was read is certain.
 */
export async function* readArchive(file: string): AsyncGenerator<Part> {
  const [source, entries] = [createReadStream(file), extract()]
  const read = pipeline(source, createGunzip(), entries)
  read.catch(() => {})
  try {
    yield* checked(entries)
    await read
  } catch (error) {
    explain(error)
  } finally {
    source.destroy()
    entries.destroy()
  }
}

/** What the disk says has a code of its own; everything else is about the file. */
function explain(error: unknown): never {
  const isOfDisk = error instanceof Error && "code" in error && /^E[A-Z]+$/.test(String(error.code))
  if (isOfDisk || error instanceof BrokenArchive) throw error
  throw new BrokenArchive(error instanceof Error ? error.message : String(error), { cause: error })
}

async function* checked(entries: Extract): AsyncGenerator<Part> {
  const seen = new Map<string, string>()
  let sums: string | undefined
  for await (const entry of entries) {
    const part = readHeader(entry.header)
    if (sums !== undefined) throw new BrokenArchive("something comes after its end")
    if (part.path === SUMS) {
      sums = (await buffer(entry)).toString("utf8")
      continue
    }
    const hash = createHash("sha256")
    yield { ...part, content: explained(hashing(Readable.from(entry), hash)) }
    entry.resume()
    if (!part.isDirectory) seen.set(part.path, hash.digest("hex"))
  }
  if (sums === undefined) throw new BrokenArchive("it ends too early")
  checkSums(sums, seen)
}

async function* explained(content: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  try {
    yield* content
  } catch (error) {
    explain(error)
  }
}

function readHeader({ name, type, mode = 0, size = 0 }: Header): Omit<Part, "content"> {
  const path = name.replace(/\/$/, "")
  const isInside = path !== "" && path.split("/").every((step) => !["", ".", ".."].includes(step))
  if (!isInside || path.includes("\\") || (type !== "file" && type !== "directory"))
    throw new BrokenArchive("an entry in it is neither a file nor a directory of a backup")
  return { path, mode, isDirectory: type === "directory", size }
}

function checkSums(text: string, seen: ReadonlyMap<string, string>): void {
  const lines = text.split("\n").slice(0, -1)
  if (lines.length !== seen.size) throw new BrokenArchive("files are missing in it")
  for (const line of lines) {
    const [sum, path = ""] = [line.slice(0, 64), line.slice(66)]
    if (seen.get(path) !== sum) throw new BrokenArchive(`${path} in it is not what was written`)
  }
}
