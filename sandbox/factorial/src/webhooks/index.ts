/**
 * Outgoing webhooks: one POST of the bare resource to each enabled subscription of an event, tried again until a 2xx.
 * Subscriptions are the rows of `api_public/webhook_subscriptions`; who may make or change them is not decided here.
 *
 * A delivery is `waiting` and leaves that state once:
 * - `delivered`: the target answered 2xx;
 * - `failed`: 20 attempts, or 48 hours of the sandbox's clock, were not enough. The subscription is then disabled;
 *   or there was nothing to send, because the row can't be written;
 * - `dropped`: the subscription was removed or disabled meanwhile, or the sandbox closed.
 * The body is what the row was when the event happened. Order and delivery exactly once are not promised, as in the
 * original. It knows nothing of HTTP routes, and what goes wrong in it never reaches the caller of `emit`.
 */

import { setMaxListeners } from "node:events"
import { setTimeout as delay } from "node:timers/promises"
import { KEEPS_NOTHING, type Keeper, KeptMap } from "@rollcall/sandbox-kit"
import { Agent } from "undici"
import { servedVersion, VERSIONS } from "../rows/render.js"
import type { Clock, Credential, Row, Store } from "../world.js"
import { type Attempt, headersOf, reasonOf, sendOnce } from "./send.js"
import { createSlots } from "./slots.js"

export type { Attempt } from "./send.js"
export type Delivery = {
  id: string
  event: string
  subscriptionId: string
  targetUrl: string
  state: "waiting" | "delivered" | "failed" | "dropped"
  /** The JSON that is sent. */
  body: string
  attempts: Attempt[]
}

export type WebhookOptions = {
  store: Store
  clock: Clock
  /** JSON text of a row of `table` in the shape of an API version. */
  render(row: Row, table: string, version: string): string
  /** Real milliseconds before the second, third ... attempt; the last one repeats. */
  retryDelaysMs: readonly number[]
  /** Real milliseconds a target has to answer. */
  timeoutMs: number
  /** Where waiting deliveries outlive the process; none: nowhere. */
  keeper?: Keeper
}

export type Webhooks = {
  /** Queues `row` for the subscriptions of `event`; returns at once and never throws. */
  emit(event: string, row: Row, author?: Credential): void
  /** Resolves when no delivery waits any more. */
  settled(): Promise<void>
  /** The latest deliveries, oldest first. */
  deliveries(): Delivery[]
  /** Drops what waits and closes the connections. */
  close(): Promise<void>
}

export const SUBSCRIPTIONS = "api_public/webhook_subscriptions"
const MAX_ATTEMPTS = 20
const MAX_AGE_MS = 48 * 3_600_000
const MAX_LISTED = 5_000
const MAX_IN_FLIGHT = 16

export const createWebhooks = (options: WebhookOptions): Webhooks => new Queue(options)

type Kept = Delivery & { author: Credential | null }

class Queue implements Webhooks {
  readonly #options: WebhookOptions
  readonly #agent = new Agent()
  readonly #closing = new AbortController()
  readonly #slots = createSlots(MAX_IN_FLIGHT)
  readonly #running = new Set<Promise<void>>()
  readonly #listed: Delivery[] = []
  readonly #kept: KeptMap<Kept>
  #lastId = 0

  constructor(options: WebhookOptions) {
    this.#options = options
    this.#kept = new KeptMap("delivery", options.keeper ?? KEEPS_NOTHING)
    setMaxListeners(0, this.#closing.signal) // one listener for each waiting retry
    for (const [, { author, ...delivery }] of this.#kept.entries()) {
      this.#listed.push(delivery)
      this.#lastId = Math.max(this.#lastId, Number(delivery.id))
      this.#run(delivery, author ?? undefined)
    }
  }

  emit(event: string, row: Row, author?: Credential): void {
    if (this.#closing.signal.aborted) return
    for (const subscription of this.#options.store.all(SUBSCRIPTIONS)) {
      if (subscription.type !== event || subscription.enabled === false) continue
      const delivery = this.#list(event, subscription)
      if (!this.#write(delivery, { row, subscription })) continue
      this.#kept.set(delivery.id, { ...delivery, attempts: [], author: author ?? null })
      this.#run(delivery, author)
    }
  }

  #run(delivery: Delivery, author: Credential | undefined): void {
    const run = this.#deliver(delivery, author).finally(() => {
      this.#running.delete(run)
      // What closing has stopped goes on at the next start.
      if (!this.#closing.signal.aborted || delivery.state !== "dropped") this.#kept.delete(delivery.id)
    })
    this.#running.add(run)
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  deliveries(): Delivery[] {
    return this.#listed.map((delivery) => ({ ...delivery, attempts: [...delivery.attempts] }))
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#agent.destroy()
    await this.settled()
  }

  #list(event: string, subscription: Row): Delivery {
    this.#lastId += 1
    const targetUrl = String(subscription.target_url)
    const delivery: Delivery = {
      id: String(this.#lastId),
      event,
      subscriptionId: subscription.id,
      targetUrl,
      state: "waiting",
      body: "",
      attempts: [],
    }
    this.#listed.push(delivery)
    if (this.#listed.length > MAX_LISTED) this.#listed.splice(0, MAX_LISTED / 2)
    return delivery
  }

  #write(delivery: Delivery, { row, subscription }: { row: Row; subscription: Row }): boolean {
    const asked = subscription.api_version
    const version = typeof asked === "string" && asked !== "" ? servedVersion(asked) : VERSIONS.at(-1)
    try {
      const text = this.#options.render(row, tableOf(delivery.event), version ?? "")
      // Some events carry things that no table holds, so their columns are unknown.
      delivery.body = text === "{}" ? JSON.stringify(row) : text
      return true
    } catch (error) {
      delivery.state = "failed"
      delivery.attempts.push({ at: this.#now().toISOString(), status: null, error: reasonOf(error) })
      return false
    }
  }

  /** Never rejects. */
  async #deliver(delivery: Delivery, author: Credential | undefined): Promise<void> {
    const startedAt = this.#now().getTime()
    while (delivery.state === "waiting") {
      await this.#slots.use(() => this.#attempt(delivery, author))
      if (delivery.state !== "waiting") return
      const isTooOld = this.#now().getTime() - startedAt >= MAX_AGE_MS
      if (delivery.attempts.length >= MAX_ATTEMPTS || isTooOld) this.#giveUp(delivery)
      else await this.#wait(delivery.attempts.length)
    }
  }

  async #attempt(delivery: Delivery, author: Credential | undefined): Promise<void> {
    const subscription = this.#options.store.find(SUBSCRIPTIONS, delivery.subscriptionId)
    if (!subscription || subscription.enabled === false || this.#closing.signal.aborted) {
      delivery.state = "dropped"
      return
    }
    delivery.targetUrl = String(subscription.target_url)
    const at = this.#now().toISOString()
    const { targetUrl: url, body } = delivery
    const answer = await sendOnce(this.#agent, {
      url,
      body,
      headers: headersOf(subscription, author),
      timeoutMs: this.#options.timeoutMs,
    })
    delivery.attempts.push({ at, ...answer })
    if (answer.status !== null && answer.status >= 200 && answer.status < 300) delivery.state = "delivered"
    else if (this.#closing.signal.aborted) delivery.state = "dropped"
  }

  #giveUp(delivery: Delivery): void {
    delivery.state = "failed"
    this.#options.store.update(SUBSCRIPTIONS, delivery.subscriptionId, { enabled: false })
  }

  /** Ends early when the sandbox closes. */
  async #wait(attempts: number): Promise<void> {
    const { retryDelaysMs } = this.#options
    const ms = retryDelaysMs[attempts - 1] ?? retryDelaysMs.at(-1) ?? 1_000
    await delay(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined)
  }

  #now(): Date {
    return this.#options.clock.now()
  }
}

/** `timeoff/policy/update` is about a row of `timeoff/policies`. */
function tableOf(event: string): string {
  const [domain = "", one = ""] = event.split("/")
  return `${domain}/${one.endsWith("y") ? `${one.slice(0, -1)}ies` : `${one}s`}`
}
