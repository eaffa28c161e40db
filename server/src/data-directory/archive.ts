/**
 * One file with everything: a tar archive (ustar) in gzip, which any tar can list and unpack. Its last entry holds the
 * SHA-256 of every other one, so an archive that was cut short or changed is noticed.
 */
import { createHash } from "node:crypto"
import { createReadStream, createWriteStream } from "node:fs"
import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { createGunzip, createGzip } from "node:zlib"

export type Part = { path: string; mode: number; isDirectory: boolean; size: number; content: AsyncIterable<Buffer> }

const BLOCK = 512
const SUMS = "SHA256SUMS"
const LONGEST_NAME = 100

/** A file is no archive of ours, or not the one that was written. */
export class BrokenArchive extends Error {}

/** Writes `file`, which only its owner may read, and waits until it is on the disk. */
export async function writeArchive(file: string, parts: AsyncIterable<Part>): Promise<void> {
  const target = createWriteStream(file, { mode: 0o600, flags: "wx", flush: true })
  await pipeline(Readable.from(packed(parts)), createGzip(), target)
}

async function* packed(parts: AsyncIterable<Part>): AsyncIterable<Buffer> {
  const sums: string[] = []
  for await (const part of parts) {
    yield headerOf(part)
    if (part.isDirectory) continue
    const hash = createHash("sha256")
    let size = 0
    for await (const chunk of part.content) {
      hash.update(chunk)
      size += chunk.length
      yield chunk
    }
    if (size !== part.size) throw new Error(`${part.path} changed while it was read`)
    yield padding(size)
    sums.push(`${hash.digest("hex")}  ${part.path}\n`)
  }
  const text = Buffer.from(sums.join(""))
  yield headerOf(textPart(SUMS, text))
  yield text
  yield padding(text.length)
  yield Buffer.alloc(2 * BLOCK)
}

export const textPart = (path: string, text: Buffer): Part => ({
  path,
  mode: 0o600,
  isDirectory: false,
  size: text.length,
  content: Readable.from([text]),
})

const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)

function headerOf({ path, mode, isDirectory, size }: Part): Buffer {
  const name = isDirectory ? `${path}/` : path
  if (Buffer.byteLength(name) > LONGEST_NAME) throw new Error(`${path}: the name is too long for an archive`)
  const header = Buffer.alloc(BLOCK)
  const number = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at)
  header.write(name, 0)
  number(mode & 0o777, 100, 8)
  number(0, 108, 8)
  number(0, 116, 8)
  number(isDirectory ? 0 : size, 124, 12)
  number(0, 136, 12)
  header.write(isDirectory ? "5" : "0", 156)
  header.write("ustar\0" + "00", 257)
  header.write(`${checksumOf(header).toString(8).padStart(6, "0")}\0 `, 148)
  return header
}

/** Of the header as if its own field were blank. */
const checksumOf = (header: Buffer): number =>
  header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)

/**
 * Every part in turn; the content of one is read before the next is asked for. Throws `BrokenArchive`, at the latest at
 * the end: until then nothing that was read is certain.
 */
export async function* readArchive(file: string): AsyncGenerator<Part> {
  const source = createReadStream(file)
  const unpacking = createGunzip()
  source.on("error", (error) => unpacking.destroy(error))
  const bytes = new Bytes(source.pipe(unpacking))
  try {
    yield* unpacked(bytes)
    await bytes.end()
  } finally {
    source.destroy()
    unpacking.destroy()
  }
}

/** What gzip says of a file is about the file; the rest is about the disk. */
function explain(error: unknown): never {
  const isOfGzip = error instanceof Error && "code" in error && String(error.code).startsWith("Z_")
  throw isOfGzip ? new BrokenArchive(error.message, { cause: error }) : error
}

async function* unpacked(bytes: Bytes): AsyncGenerator<Part> {
  const seen = new Map<string, string>()
  for (;;) {
    const part = readHeader(await bytes.take(BLOCK))
    if (part.isDirectory) {
      yield { ...part, content: bytes.stream(0) }
      continue
    }
    if (part.path === SUMS) return checkSums(await bytes.take(part.size), seen)
    const hash = createHash("sha256")
    yield { ...part, content: hashing(bytes.stream(part.size), hash) }
    await bytes.take(padding(part.size).length)
    seen.set(part.path, hash.digest("hex"))
  }
}

async function* hashing(content: AsyncIterable<Buffer>, hash: ReturnType<typeof createHash>): AsyncIterable<Buffer> {
  for await (const chunk of content) {
    hash.update(chunk)
    yield chunk
  }
}

function readHeader(header: Buffer): Omit<Part, "content"> {
  const text = (at: number, length: number) => header.toString("utf8", at, at + length).replace(/\0.*$/s, "")
  const number = (at: number, length: number) => Number.parseInt(text(at, length).trim(), 8)
  if (text(257, 5) !== "ustar" || number(148, 8) !== checksumOf(header)) throw new BrokenArchive("it is no archive")
  const [type, path, size] = [text(156, 1), text(0, LONGEST_NAME).replace(/\/$/, ""), number(124, 12)]
  const isInside = path !== "" && path.split("/").every((name) => !["", ".", ".."].includes(name))
  if (!isInside || path.includes("\\") || !["0", "5"].includes(type))
    throw new BrokenArchive("an entry in it is neither a file nor a directory of a backup")
  return { path, mode: number(100, 8), isDirectory: type === "5", size }
}

function checkSums(text: Buffer, seen: ReadonlyMap<string, string>): void {
  const lines = text.toString("utf8").split("\n").slice(0, -1)
  if (lines.length !== seen.size) throw new BrokenArchive("files are missing in it")
  for (const line of lines) {
    const [sum, path = ""] = [line.slice(0, 64), line.slice(66)]
    if (seen.get(path) !== sum) throw new BrokenArchive(`${path} in it is not what was written`)
  }
}

/** A stream, so many bytes at a time. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>
  #left: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]()
  }

  async take(size: number): Promise<Buffer> {
    const chunks: Buffer[] = []
    for await (const chunk of this.stream(size)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  async *stream(size: number): AsyncIterable<Buffer> {
    let wanted = size
    while (wanted > 0) {
      if (this.#left.length === 0) {
        const { value, done } = await this.#chunks.next().catch(explain)
        if (done) throw new BrokenArchive("it ends too early")
        this.#left = value
      }
      const chunk = this.#left.subarray(0, wanted)
      this.#left = this.#left.subarray(chunk.length)
      wanted -= chunk.length
      yield chunk
    }
  }

  /** Reads what is left: at the end gzip compares its own checksum. */
  async end(): Promise<void> {
    while (!(await this.#chunks.next().catch(explain)).done);
  }
}
