/** Every queue with what a job of it carries. A job is a wake-up: what is to be done stands in our own tables. */
export type QueueData = {
  /** Runs the checks of a connection that has just been made. */
  "check-connection": { environmentId: string; accountId: string }
  /** Refreshes grants that nobody has used for days. */
  "keep-alive": Record<string, never>
  /** Takes away what has run out: link tokens, connections that never came to be. */
  housekeeping: Record<string, never>
  /** Copies new events to the webhooks that want them. */
  "fan-out": { environmentId: string }
  /** Sends what is due to one webhook. */
  deliver: { webhookId: string }
  /** The same for one whose last attempt failed, with workers of its own. */
  "deliver-failing": { webhookId: string }
  /** Goes on with the account's runs. */
  sync: { environmentId: string; accountId: string }
  /** Wakes runs that were left, and takes away what is too old to be kept. */
  "sync-sweep": Record<string, never>
  /** Asks for runs that make a resource again, with another mapping, of one account or of all of an integration. */
  "derive-mapping": { environmentId: string; integration: string; accountId: string | null; resource: string }
  /** Brings an account's subscriptions at the HR system up to date. */
  "inbound-subscribe": { environmentId: string; accountId: string }
  /** Follows the hints of an account that came by webhooks of the HR system. */
  inbound: { environmentId: string; accountId: string }
  /** Finds accounts whose subscriptions are due and hints that wait too long. */
  "inbound-sweep": Record<string, never>
  /** Finds out what became of a write, and goes on with it. */
  write: { environmentId: string; operationId: string }
}
export type QueueName = keyof QueueData

type Queue = {
  /** A job that runs longer hangs: its lease is not renewed any more, and another worker takes it. */
  longestSeconds: number
  retryLimit: number
  /** Cron expression, UTC: a job is made by the clock. */
  cron?: string
}

export const QUEUES: Readonly<Record<QueueName, Queue>> = {
  "check-connection": { longestSeconds: 120, retryLimit: 5 },
  "keep-alive": { longestSeconds: 900, retryLimit: 0, cron: "*/15 * * * *" },
  "fan-out": { longestSeconds: 120, retryLimit: 3 },
  deliver: { longestSeconds: 120, retryLimit: 3 },
  "deliver-failing": { longestSeconds: 120, retryLimit: 3 },
  sync: { longestSeconds: 120, retryLimit: 2 },
  "sync-sweep": { longestSeconds: 120, retryLimit: 0, cron: "* * * * *" },
  housekeeping: { longestSeconds: 600, retryLimit: 0, cron: "*/10 * * * *" },
  "derive-mapping": { longestSeconds: 600, retryLimit: 3 },
  "inbound-subscribe": { longestSeconds: 300, retryLimit: 3 },
  inbound: { longestSeconds: 300, retryLimit: 3 },
  "inbound-sweep": { longestSeconds: 60, retryLimit: 0, cron: "* * * * *" },
  write: { longestSeconds: 60, retryLimit: 0 },
}
