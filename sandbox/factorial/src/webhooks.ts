/**
 * Factorial's webhooks: one POST of the bare resource to each enabled subscription of an event, tried again until a 2xx,
 * 20 attempts or 48 hours of the sandbox's clock long. Then the subscription is disabled. Subscriptions are the rows of
 * `api_public/webhook_subscriptions`; who may make or change them is not decided here. Order and delivery exactly once
 * are not promised, as in the original.
 */
import { type Delivery, DeliveryQueue, type Keeper, type MovableClock, type Retry } from "@rollcall/sandbox-kit"
import { servedVersion, VERSIONS } from "./rows/render.js"
import type { Credential, Row, Store } from "./world.js"

export type WebhookOptions = {
  store: Store
  clock: MovableClock
  /** JSON text of a row of `table` in the shape of an API version. */
  render(row: Row, table: string, version: string): string
  /** Real milliseconds before the second, third ... attempt; the last one repeats. */
  retryDelaysMs: readonly number[]
  /** Real milliseconds a target has to answer. */
  timeoutMs: number
  /** Where waiting deliveries outlive the process; none: nowhere. */
  keeper?: Keeper
}

export type Webhooks = Pick<DeliveryQueue<Credential | null>, "settled" | "close"> & {
  /** The latest deliveries, oldest first. */
  deliveries(): Delivery[]
  /** Queues `row` for the subscriptions of `event`; returns at once and never throws. */
  emit(event: string, row: Row, author?: Credential): void
}

export const SUBSCRIPTIONS = "api_public/webhook_subscriptions"
const MAX_ATTEMPTS = 20
const MAX_AGE_MS = 48 * 3_600_000

export function createWebhooks(options: WebhookOptions): Webhooks {
  const { store, clock, keeper, timeoutMs } = options
  const queue = new DeliveryQueue<Credential | null>({
    clock,
    timeoutMs,
    ...(keeper && { keeper }),
    target({ subscriptionId, note: author }) {
      const subscription = store.find(SUBSCRIPTIONS, subscriptionId)
      if (!subscription || subscription.enabled === false) return null
      return { url: String(subscription.target_url), headers: headersOf(subscription, author) }
    },
    retry: (delivery) => retryOf(delivery, options),
    gaveUp: ({ subscriptionId }) => store.update(SUBSCRIPTIONS, subscriptionId, { enabled: false }),
  })
  return {
    settled: () => queue.settled(),
    deliveries: () => queue.deliveries().map(({ note: _, ...delivery }) => delivery),
    close: () => queue.close(),
    emit(event, row, author = undefined) {
      for (const subscription of store.all(SUBSCRIPTIONS)) {
        if (subscription.type !== event || subscription.enabled === false) continue
        const { id: subscriptionId, target_url } = subscription
        const delivery = { event, subscriptionId, targetUrl: String(target_url), body: "", note: author ?? null }
        try {
          queue.add({ ...delivery, body: write(options, { event, row, subscription }) })
        } catch (error) {
          queue.addFailed(delivery, error)
        }
      }
    },
  }
}

function retryOf({ attempts, createdAt }: Delivery, { clock, retryDelaysMs }: WebhookOptions): Retry | null {
  const isTooOld = clock.now().getTime() - Date.parse(createdAt) >= MAX_AGE_MS
  if (attempts.length >= MAX_ATTEMPTS || isTooOld) return null
  return { ms: retryDelaysMs[attempts.length - 1] ?? retryDelaysMs.at(-1) ?? 1_000, by: "real" }
}

function write(
  { render }: WebhookOptions,
  { event, row, subscription }: { event: string; row: Row; subscription: Row },
) {
  const asked = subscription.api_version
  const version = typeof asked === "string" && asked !== "" ? servedVersion(asked) : VERSIONS.at(-1)
  const text = render(row, tableOf(event), version ?? "")
  // Some events carry things that no table holds, so their columns are unknown.
  return text === "{}" ? JSON.stringify(row) : text
}

/** The challenge comes with every delivery; the author when one is known. */
function headersOf(subscription: Row, author: Credential | null): Record<string, string> {
  const { challenge, company_id } = subscription
  const isEmployee = author?.kind === "user_token"
  const authorId = isEmployee ? author.employeeId : company_id
  return {
    "content-type": "application/json",
    ...(typeof challenge === "string" && challenge !== "" ? { "x-factorial-wh-challenge": challenge } : {}),
    ...(author && typeof authorId === "string"
      ? { "x-factorial-author-id": authorId, "x-factorial-author-type": isEmployee ? "employee" : "company" }
      : {}),
  }
}

/** `timeoff/policy/update` is about a row of `timeoff/policies`. */
function tableOf(event: string): string {
  const [domain = "", one = ""] = event.split("/")
  return `${domain}/${one.endsWith("y") ? `${one.slice(0, -1)}ies` : `${one}s`}`
}
