import { listDue } from "./check-store.js"
import type { InboundDeps } from "./deps.js"
import { listWaiting } from "./store.js"

const AT_ONCE = 500
/** A hint that is older and that nobody follows has lost its job; after each failure it may wait twice as long. */
const WAITING_SECONDS = 5
/** However many processes look, an account is woken once in so long: less than a lease, so that no death is slept through. */
const WOKEN_SECONDS = 3

/** Every few seconds: hints that wait although nobody follows them. Answers the seconds until who follows others may have died. */
export async function recoverLostJobs({ db, jobs }: Pick<InboundDeps, "db" | "jobs">): Promise<number | undefined> {
  const waiting = await listWaiting(db, WAITING_SECONDS, AT_ONCE)
  for (const { leasedSeconds, ...data } of waiting)
    if (leasedSeconds === 0)
      await jobs.send(db, { queue: "inbound", data, once: { key: data.accountId, seconds: WOKEN_SECONDS } })
  return waiting.find(({ leasedSeconds }) => leasedSeconds > 0)?.leasedSeconds
}

/** Finds accounts whose subscriptions are due. */
export async function checkDue({ db, jobs, connectors, publicUrl }: InboundDeps): Promise<void> {
  const integrations = [...connectors.values()].filter(({ webhooks }) => webhooks).map(({ id }) => id)
  const due = publicUrl === null ? [] : await listDue(db, integrations, AT_ONCE)
  for (const data of due) await jobs.send(db, { queue: "inbound-subscribe", data })
}
