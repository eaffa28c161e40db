import { once } from "node:events"
import type { ServerResponse } from "node:http"
import { Readable } from "node:stream"
import { setTimeout as sleep } from "node:timers/promises"
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib"
import type { FastifyReply } from "fastify"
import type { Fault } from "./fault.js"

const COMPRESSIONS = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }
const SPACES = Buffer.alloc(65_536, " ")

/** Marks the body as compressed, whatever the caller accepts. */
export function compress(bytes: Buffer, { encoding = "gzip" }: Fault, reply: FastifyReply): Buffer {
  reply.header("content-encoding", encoding)
  return COMPRESSIONS[encoding](bytes)
}

export const withMark = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from("\ufeff"), bytes])

/** Promises the whole body, sends half of it and hangs up: with an end, or with a reset. */
export function cutShort(bytes: Buffer, reply: FastifyReply, isReset: boolean): Readable {
  return sendHalf(bytes, reply, async ({ socket }) => {
    if (isReset) socket?.resetAndDestroy()
    else socket?.destroy()
    return null
  })
}

/** Sends half of the body; the rest when the faults are removed. */
export function stall(bytes: Buffer, reply: FastifyReply, removed: AbortSignal): Readable {
  return sendHalf(bytes, reply, async (response, rest) => {
    const closed = new AbortController()
    response.once("close", () => closed.abort())
    const isOver = removed.aborted || response.destroyed
    if (!isOver) await once(removed, "abort", { signal: closed.signal }).catch(() => undefined)
    return rest
  })
}

type Go = (response: ServerResponse, rest: Buffer) => Promise<Buffer | null>

function sendHalf(bytes: Buffer, reply: FastifyReply, go: Go): Readable {
  reply.header("content-length", bytes.length)
  const middle = bytes.length >> 1
  return Readable.from(
    (async function* () {
      reply.raw.flushHeaders()
      yield bytes.subarray(0, middle)
      await sent(reply.raw)
      const rest = await go(reply.raw, bytes.subarray(middle))
      if (rest) yield rest
    })(),
    { objectMode: false },
  )
}

/** The body, and then spaces for as long as the caller reads. */
export function withoutEnd(bytes: Buffer): Readable {
  return Readable.from(
    (async function* () {
      yield bytes.subarray(0, -1)
      for (;;) {
        yield SPACES
        await sleep(1)
      }
    })(),
    { objectMode: false },
  )
}

/** Waits until what was written is with the other side's system. */
async function sent(response: ServerResponse): Promise<void> {
  while (response.writableLength > 0 && !response.destroyed) await sleep(1)
}

/** The whole answer is sent, and then the connection is reset. */
export function resetAfter({ raw }: FastifyReply): void {
  const { socket } = raw
  raw.once("finish", () => setImmediate(() => socket?.resetAndDestroy()))
}
