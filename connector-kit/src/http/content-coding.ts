import { pipeline, type Readable, type Transform } from "node:stream"
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib"
import type { UpstreamHeaders } from "../verdict.js"

const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
])

type Coded = { headers: UpstreamHeaders; body: Readable }

/**
 * Undoes the content coding of an answer. None is asked for, but some servers send one all the same. Undefined: a coding
 * that is not known here. The body that is answered owns the one that was given.
 */
export function decodeContent({ headers, body }: Coded): Coded | undefined {
  const { "content-encoding": coding, "content-length": _, ...rest } = headers
  const names = String(coding ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity")
  if (names.length === 0) return { headers, body }
  const decoders = names.toReversed().map((name) => DECODERS.get(name))
  let decoded = body
  for (const decoder of decoders) {
    if (!decoder) return undefined
    // What breaks shows in the last stream, where it is read.
    decoded = pipeline(decoded, decoder(), () => {}).on("error", () => {})
  }
  return { headers: rest, body: decoded }
}
