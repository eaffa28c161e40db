import type { InboundParts } from "./parts.js"
import { listDue, listLeftOver } from "./store.js"

const AT_ONCE = 500
/** A hint that is older and that nobody follows has lost its job; after each failure it may wait twice as long. */
const WAITING_SECONDS = 5

/** Every few seconds: hints that wait although nobody follows them. */
export async function wakeLeft({ db, jobs }: Pick<InboundParts, "db" | "jobs">): Promise<void> {
  for (const data of await listLeftOver(db, WAITING_SECONDS, AT_ONCE)) {
    await jobs.send(db, { queue: "inbound", data, once: { key: data.accountId, seconds: WAITING_SECONDS } })
  }
}

/** Finds accounts whose subscriptions are due. */
export async function sweep({ db, jobs, connectors, publicUrl }: InboundParts): Promise<void> {
  const integrations = [...connectors.values()].filter(({ webhooks }) => webhooks).map(({ id }) => id)
  const due = publicUrl === null ? [] : await listDue(db, integrations, AT_ONCE)
  for (const data of due) await jobs.send(db, { queue: "inbound-subscribe", data })
}
