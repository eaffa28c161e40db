import type { InboundParts } from "./parts.js"
import { listDue, listLeftOver } from "./store.js"

const AT_ONCE = 500
/** A hint that is older has lost its job. */
const WAITING_SECONDS = 60

/** Finds what lost its job: accounts whose subscriptions are due, and hints that wait. */
export async function sweep({ db, jobs, connectors, publicUrl }: InboundParts): Promise<void> {
  const integrations = [...connectors.values()].filter(({ webhooks }) => webhooks).map(({ id }) => id)
  const due = publicUrl === null ? [] : await listDue(db, integrations, AT_ONCE)
  for (const data of due) await jobs.send(db, { queue: "inbound-subscribe", data })
  for (const data of await listLeftOver(db, WAITING_SECONDS, AT_ONCE)) await jobs.send(db, { queue: "inbound", data })
}
