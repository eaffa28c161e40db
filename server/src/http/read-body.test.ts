import { EventEmitter } from "node:events"
import { Readable } from "node:stream"
import { describe, expect, it } from "vitest"
import { createBodies } from "./read-body.js"

const chunks = (...sizes: number[]) => Readable.from(sizes.map((size) => Buffer.alloc(size, "x")))

function exchange(raw: Readable, headers = {}) {
  const socket = new EventEmitter()
  return { request: { raw, headers }, reply: { raw: socket }, end: () => socket.emit("close") }
}

describe("a body", () => {
  it("is read whole, and nothing is undefined", async () => {
    const bodyOf = createBodies(100)
    expect(await bodyOf(exchange(chunks(4, 3)))(10)).toEqual(Buffer.alloc(7, "x"))
    expect(await bodyOf(exchange(chunks()))(10)).toBeUndefined()
  })

  it("that says it is too large is refused before a byte is read, and one that grows too large while it is", async () => {
    const bodyOf = createBodies(100)
    const stream = chunks(20)
    const said = bodyOf(exchange(stream, { "content-length": "20" }))(10)
    await expect(said).rejects.toMatchObject({ status: 413 })
    const growing = chunks(6, 6, 6)
    await expect(bodyOf(exchange(growing))(10)).rejects.toMatchObject({ status: 413 })
    expect(growing.destroyed).toBe(false)
  })

  it("waits for a moment when too many are in hand, and has room again when they are over", async () => {
    const bodyOf = createBodies(10)
    const first = exchange(chunks(8))
    await bodyOf(first)(10)
    await expect(bodyOf(exchange(chunks(4)))(10)).rejects.toMatchObject({
      status: 503,
      details: { retryAfterSeconds: 1, isUndone: true },
    })
    first.end()
    first.end()
    const later = exchange(chunks(2))
    expect(await bodyOf(later)(10)).toHaveLength(2)
  })

  it("that breaks off is a 400, not a failure of ours", async () => {
    const broken = new Readable({ read: () => {} })
    const reading = createBodies(10)(exchange(broken))(10)
    broken.destroy(new Error("aborted"))
    await expect(reading).rejects.toMatchObject({ status: 400 })
  })
})
