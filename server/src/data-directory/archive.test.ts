import { createWriteStream, existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { pipeline } from "node:stream/promises"
import { createGzip } from "node:zlib"
import { pack } from "tar-stream"
import { afterAll, describe, expect, it } from "vitest"
import { BrokenArchive, type Part, readArchive, textPart, writeArchive } from "./archive.js"

const root = mkdtempSync(join(tmpdir(), "rollcall-archive-"))
afterAll(() => rmSync(root, { recursive: true, force: true }))

async function* each(...parts: Part[]) {
  yield* parts
}

async function readAll(file: string): Promise<[string, string][]> {
  const found: [string, string][] = []
  for await (const { path, content } of readArchive(file))
    found.push([path, (await buffer(Readable.from(content))).toString()])
  return found
}

it("An archive is read as it was written, also names that are long and files that are empty", async () => {
  const file = join(root, "whole")
  const parts = ["a", `data/${"x".repeat(90)}/${"ñ".repeat(90)}`, "data/empty"].map((path, at) =>
    textPart(path, Buffer.from("y".repeat(at === 2 ? 0 : 70_000))),
  )
  await writeArchive(file, each(...parts))
  const found = await readAll(file)
  expect(found.map(([path, { length }]) => [path, length])).toEqual(parts.map(({ path, size }) => [path, size]))
})

describe("An archive is not written", () => {
  const text = Buffer.from("four")
  it.each([3, 5])("of a file that has 4 bytes and not %i", async (size) => {
    const part = { ...textPart("data/rows", text), size }
    await expect(writeArchive(join(root, `of ${size}`), each(part))).rejects.toThrow(
      "data/rows changed while it was read",
    )
  })
  it("of one that breaks off, or over another", async () => {
    const content = (async function* () {
      yield text
      throw new Error("the disk is broken")
    })()
    const part = { ...textPart("data/rows", text), size: 8, content }
    await expect(writeArchive(join(root, "broken"), each(part))).rejects.toThrow("the disk is broken")
    await writeArchive(join(root, "there"), each())
    await expect(writeArchive(join(root, "there"), each())).rejects.toThrow("EEXIST")
    await expect(writeArchive(join(root, "no/such/folder"), each(textPart("a", text)))).rejects.toThrow("ENOENT")
    expect(existsSync(join(root, "no"))).toBe(false)
  })
})

describe("An archive of another program is refused with", () => {
  const write = async (name: string, put: (packing: ReturnType<typeof pack>) => void) => {
    const packing = pack()
    put(packing)
    packing.finalize()
    await pipeline(packing, createGzip(), createWriteStream(join(root, name)))
    return join(root, name)
  }
  it.each(["symlink", "link", "character-device", "fifo"] as const)("a %s", async (type) => {
    const file = await write(type, (packing) => packing.entry({ name: "data/rows", type, linkname: "/etc/passwd" }))
    await expect(readAll(file)).rejects.toThrow(BrokenArchive)
  })
  it.each(["/etc/x", "../x", "data/../../x", "data/./x", "data\\..\\x", `${"a/".repeat(60)}../${"x".repeat(120)}`])(
    "the path %s",
    async (name) => {
      const file = await write("path", (packing) => packing.entry({ name }, "text"))
      await expect(readAll(file)).rejects.toThrow(BrokenArchive)
    },
  )
  it("something after its end", async () => {
    const file = await write("after", (packing) => {
      packing.entry({ name: "SHA256SUMS" }, "")
      packing.entry({ name: "data" }, "text")
    })
    await expect(readAll(file)).rejects.toThrow("something comes after its end")
  })
  it("nothing at all; and a file that is not there is said so", async () => {
    await expect(readAll(await write("nothing", () => {}))).rejects.toThrow(BrokenArchive)
    await expect(readAll(join(root, "nowhere"))).rejects.toThrow("ENOENT")
  })
})
