import { createHash } from "node:crypto"
import { AppError } from "../errors.js"
import type { AskedWrite } from "./plan.js"

type KeyedRequest = AskedWrite & { key: string | undefined }

export const inHand = () =>
  new AppError(
    "idempotency.in_progress",
    "the first request with this Idempotency-Key is in hand at this moment: its answer is kept, ask again for it",
    { retryAfterSeconds: 1 },
  )

export type Marks = { keyHash: Buffer | null; fingerprint: Buffer }

/** A key is one for an action on a row: with another one it is another key, as it is with another account. */
function hashKey({ resource, action, id = "" }: KeyedRequest, key: string): Buffer {
  if (key.length < 1 || key.length > 255)
    throw new AppError("request.invalid", "Idempotency-Key: give 1 to 255 characters", { isUndone: true })
  return createHash("sha256")
    .update(JSON.stringify([resource, action, id, key]))
    .digest()
}

const fingerprintOf = ({ body, query }: KeyedRequest): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([body, query]))
    .digest()

/** What is kept with an operation, so that its repeat is known. */
export const marksOf = (request: KeyedRequest): Marks => ({
  keyHash: request.key === undefined ? null : hashKey(request, request.key),
  fingerprint: fingerprintOf(request),
})
