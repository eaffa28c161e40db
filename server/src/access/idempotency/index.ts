/**
 * Writes that carry an `Idempotency-Key` happen once. States of a key: free -> started (leased by one request) ->
 * answered (kept a day), or back to free when nothing happened. A started key whose lease has run out belongs to a
 * process that died: nobody knows whether the write happened, and that is what the caller is told.
 * Answers hold people's data, so they are sealed.
 */
import { randomUUID } from "node:crypto"
import type { Db } from "../../db/index.js"
import type { Place, Vault } from "../../vault/index.js"
import type { IdempotentStart, StoredAnswer } from "../caller.js"
import { findKey, freeKey, insertKey, type KeyPlace, storeAnswer } from "./store.js"

/** Longer than any call may take. */
const LEASE_SECONDS = 60

export type Idempotency = { begin(at: KeyPlace, fingerprint: Buffer): Promise<IdempotentStart> }

export function createIdempotency(db: Db, vault: Vault): Idempotency {
  return {
    async begin(at, fingerprint) {
      const holder = randomUUID()
      if (await insertKey(db, at, { fingerprint, holder, seconds: LEASE_SECONDS })) {
        return {
          kind: "started",
          finish: (answer) => storeAnswer(db, at, { holder, answer: vault.seal(pack(answer), placeOf(at)) }),
          abandon: () => freeKey(db, at, holder),
        }
      }
      const row = await findKey(db, at)
      if (!row) return { kind: "running" } // freed in between: the caller asks again
      if (!fingerprint.equals(Buffer.from(row.fingerprint))) return { kind: "mismatch" }
      if (row.answer) return { kind: "replay", answer: unpack(vault.open(row.answer, placeOf(at))) }
      return { kind: row.is_leased ? "running" : "unknown_outcome" }
    },
  }
}

const placeOf = ({ scope, path, key }: KeyPlace): Place => ({
  table: "idempotency_key",
  row: JSON.stringify([scope, path, key]),
  column: "answer",
})

function pack({ status, headers, body }: StoredAnswer): Buffer {
  const head = Buffer.from(JSON.stringify({ status, headers }))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([length, head, body])
}

function unpack(packed: Buffer): StoredAnswer {
  const end = 4 + packed.readUInt32BE(0)
  return { ...JSON.parse(packed.toString("utf8", 4, end)), body: packed.subarray(end) }
}
