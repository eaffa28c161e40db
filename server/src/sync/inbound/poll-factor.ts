import type { Connector } from "@rollcall/connector-kit"

export type Health = {
  /** Webhooks tell every change of the table. */
  isTold: boolean
  /** Every event of the table has a live subscription since; null: not so. */
  liveSince: Date | null
  /** Latest delivery about the table. */
  deliveredAt: Date | null
  /** Latest scan that found nothing new. */
  cleanAt: Date | null
  /** Latest scan that found what no webhook had told. */
  missedAt: Date | null
  now: Date
}

/** How much rarer a table is polled while webhooks can be trusted. */
export const SLOWER = 4
/** Neither a delivery nor a clean scan for so long is silence. */
const SILENCE_MS = 24 * 3_600_000

/**
 * By how much the time between two polls of a table may be multiplied: 1 or `SLOWER`. Trust begins with a proof (a
 * delivery, or a scan that found nothing new) after the subscriptions were live. It ends at once when a scan finds what
 * no webhook had told, and then only a delivery after that brings it back; it also ends by silence.
 */
export function pollFactorOf({ isTold, liveSince, deliveredAt, cleanAt, missedAt, now }: Health): number {
  if (!isTold || liveSince === null) return 1
  if (missedAt !== null && (deliveredAt === null || deliveredAt <= missedAt)) return 1
  const proofMs = Math.max(deliveredAt?.getTime() ?? 0, cleanAt?.getTime() ?? 0)
  const isProven = proofMs >= liveSince.getTime() && now.getTime() - proofMs <= SILENCE_MS
  return isProven ? SLOWER : 1
}

type Live = { events: readonly string[]; remote_id: string | null; last_delivery_at: Date | null; created_at: Date }

/** What an account's subscriptions say about one table. A delivery of one that is for more events proves that it works. */
export function liveness(
  connector: Connector,
  table: string,
  rows: readonly Live[],
): Pick<Health, "isTold" | "liveSince" | "deliveredAt"> {
  const { events = [], partlyTold = [] } = connector.webhooks ?? {}
  const telling = events.filter(({ touches }) => touches.some((touch) => touch.table.name === table))
  const needed = telling.filter(({ isOptional }) => !isOptional)
  const isTold = needed.length > 0 && !partlyTold.some(({ name }) => name === table)
  const live = rows.filter(({ remote_id }) => remote_id !== null)
  const found = needed.flatMap(({ type }) => live.find(({ events: ours }) => ours.includes(type)) ?? [])
  const names = new Set(telling.map(({ type }) => type))
  const deliveries = live
    .filter(({ events: ours }) => ours.some((one) => names.has(one)))
    .map(({ last_delivery_at }) => last_delivery_at)
  return {
    isTold,
    liveSince: found.length === needed.length ? latest(found.map(({ created_at }) => created_at)) : null,
    deliveredAt: latest(deliveries),
  }
}

function latest(moments: readonly (Date | null)[]): Date | null {
  const known = moments.flatMap((one) => one?.getTime() ?? [])
  return known.length > 0 ? new Date(Math.max(...known)) : null
}
