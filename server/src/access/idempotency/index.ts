/**
 * Writes that carry an `Idempotency-Key` happen once. States of a key: free -> started (leased by one request, which
 * renews the lease while it lives) -> answered (kept a day), or back to free when nothing happened. A started key whose
 * lease has run out belongs to a process that died: nobody knows whether the write happened, and the caller is told so.
 * Answers hold people's data, so they are sealed.
 */
import { randomUUID } from "node:crypto"
import type { Clock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import type { Place, Vault } from "../../vault/index.js"
import type { IdempotentStart, StoredAnswer } from "../caller.js"
import { findKey, freeKey, insertKey, type KeyPlace, renewKey, storeAnswer } from "./store.js"

/** Short, so that a death is known soon. */
const LEASE_SECONDS = 8
const RENEW_MS = 2_000

export type Idempotency = { begin(at: KeyPlace, fingerprint: Buffer): Promise<IdempotentStart> }

export function createIdempotency(db: Db, vault: Vault, clock: Pick<Clock, "every">): Idempotency {
  return {
    async begin(at, fingerprint) {
      const holder = randomUUID()
      if (await insertKey(db, at, { fingerprint, holder, seconds: LEASE_SECONDS })) {
        const endRenewal = clock.every(RENEW_MS, () => {
          // One that fails is made up for by the next.
          void renewKey(db, at, { holder, seconds: LEASE_SECONDS }).catch(() => {})
        })
        const end = (work: Promise<void>) => work.finally(() => endRenewal())
        return {
          kind: "started",
          finish: (answer) => end(storeAnswer(db, at, { holder, answer: vault.seal(pack(answer), sealedAt(at)) })),
          abandon: () => end(freeKey(db, at, holder)),
        }
      }
      const row = await findKey(db, at)
      if (!row) return { kind: "running" } // freed in between: the caller asks again
      if (!fingerprint.equals(Buffer.from(row.fingerprint))) return { kind: "mismatch" }
      if (row.answer) return { kind: "replay", answer: unpack(vault.open(row.answer, sealedAt(at))) }
      return { kind: row.is_leased ? "running" : "unknown_outcome" }
    },
  }
}

const sealedAt = ({ scope, path, key }: KeyPlace): Place => ({
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
