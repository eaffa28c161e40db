import type { IncomingHttpHeaders } from "node:http"
import type { Readable } from "node:stream"
import { AppError } from "../errors.js"
import type { Incoming } from "./incoming.js"

/** How to read the body of one exchange. Its bytes are given back when the answer is out. */
export type BodyOf = (exchange: Exchanged) => Incoming["readBody"]

/** As much of the HTTP library's request and reply as is needed here. */
type Exchanged = {
  request: { raw: Readable; headers: IncomingHttpHeaders }
  reply: { raw: { once(event: "close", listener: () => void): unknown } }
}

/**
 * Bodies that are being read or worked on, counted as their bytes arrive: more than `mostBytes` of all of them together
 * are refused for a moment, so that many large requests at once can't take the memory.
 */
export function createBodies(mostBytes: number): BodyOf {
  let inFlight = 0
  return ({ request: { raw, headers }, reply }) => {
    let own = 0
    reply.raw.once("close", () => {
      inFlight -= own
      own = 0
    })
    const take = (bytes: number) => {
      own += bytes
      inFlight += bytes
      if (inFlight > mostBytes)
        throw new AppError("server.unavailable", "too many large requests are in hand at this moment: try again", {
          retryAfterSeconds: 1,
          isUndone: true,
        })
    }
    return (most) => readAll(raw, { declared: Number(headers["content-length"]), most, take })
  }
}

type Reading = { declared: number; most: number; take(bytes: number): void }

async function readAll(stream: Readable, { declared, most, take }: Reading): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    if (declared > most) throw tooLarge(most)
    // The stream must outlive a refusal: the answer goes out over its socket.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > most) throw tooLarge(most)
      take(chunk.length)
      chunks.push(chunk)
    }
  } catch (error) {
    stream.resume()
    if (error instanceof AppError) throw error
    throw new AppError("request.invalid", "the body broke off: send it again", { cause: error, isUndone: true })
  }
  return size === 0 ? undefined : Buffer.concat(chunks)
}

const tooLarge = (most: number) =>
  new AppError(
    "request.too_large",
    `the body is larger than the ${most / 1024} kB that are taken here: send less at once`,
    {
      isUndone: true,
    },
  )
