/**
 * A delivery is `waiting` and leaves that state once:
 * - `delivered`: the target answered 2xx;
 * - `failed`: `retry` gave up, or there was nothing to send;
 * - `dropped`: nobody wanted it any more, or the sandbox closed.
 * The body is what it was when the event happened. Order and delivery exactly once are not promised. What waits outlives
 * the process with the attempts it had, and is tried at the next start. It knows nothing of HTTP routes, and what goes
 * wrong in it never reaches who adds.
 */
import { setMaxListeners } from "node:events"
import { setTimeout as delay } from "node:timers/promises"
import { Agent } from "undici"
import type { Json } from "../json.js"
import { KEEPS_NOTHING, type Keeper } from "../state/journal.js"
import { KeptMap } from "../state/kept-map.js"
import type { MovableClock } from "../time/clock.js"
import { type Attempt, reasonOf, sendOnce } from "./send.js"
import { createSlots } from "./slots.js"

export type Delivery = {
  id: string
  event: string
  subscriptionId: string
  /** Where the latest attempt went. */
  targetUrl: string
  state: "waiting" | "delivered" | "failed" | "dropped"
  /** What is sent. */
  body: string
  /** By the sandbox's clock. */
  createdAt: string
  attempts: Attempt[]
}

/** `note`: what the system wants to know about it later. */
export type NewDelivery<N> = Pick<Delivery, "event" | "subscriptionId" | "targetUrl" | "body"> & { note: N }
export type Target = { url: string; headers: Record<string, string> }
/** `by`: which milliseconds, real ones or those of the sandbox's clock. */
export type Retry = { ms: number; by: "real" | "clock" }

export type QueueOptions<N extends Json> = {
  clock: MovableClock
  /** Null: nobody wants it any more. */
  target(delivery: Noted<N>): Target | null
  /** After how long it is tried again; null: never. */
  retry(delivery: Delivery): Retry | null
  /** Told when one failed for good. */
  gaveUp?(delivery: Delivery): void
  /** Told when one was delivered. */
  delivered?(delivery: Delivery): void
  /** Real milliseconds a target has to answer. */
  timeoutMs: number
  /** Where waiting deliveries outlive the process; none: nowhere. */
  keeper?: Keeper
}

const MAX_LISTED = 5_000
const MAX_IN_FLIGHT = 16

/** A delivery with what the system wanted to know about it. */
export type Noted<N> = Delivery & { note: N }

export class DeliveryQueue<N extends Json> {
  readonly #options: QueueOptions<N>
  readonly #agent = new Agent()
  readonly #closing = new AbortController()
  readonly #slots = createSlots(MAX_IN_FLIGHT)
  readonly #running = new Set<Promise<void>>()
  readonly #listed: Noted<N>[] = []
  readonly #kept: KeptMap<Noted<N>>
  #lastId = 0

  constructor(options: QueueOptions<N>) {
    this.#options = options
    this.#kept = new KeptMap("delivery", options.keeper ?? KEEPS_NOTHING)
    setMaxListeners(0, this.#closing.signal) // one listener for each waiting retry
    for (const [, kept] of this.#kept.entries()) {
      const delivery = { ...kept, attempts: [...kept.attempts] }
      this.#listed.push(delivery)
      this.#lastId = Math.max(this.#lastId, Number(delivery.id))
      this.#run(delivery)
    }
  }

  /** Returns at once and never throws. */
  add(given: NewDelivery<N>): void {
    if (this.#closing.signal.aborted) return
    const delivery = this.#list(given)
    this.#keep(delivery)
    this.#run(delivery)
  }

  /** What could not even be written is a failed delivery. */
  addFailed(given: NewDelivery<N>, error: unknown): void {
    if (this.#closing.signal.aborted) return
    const delivery = this.#list(given)
    delivery.state = "failed"
    delivery.attempts.push({ at: this.#now(), status: null, error: reasonOf(error) })
  }

  /** Resolves when no delivery waits any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  /** The latest deliveries, oldest first. */
  deliveries(): Noted<N>[] {
    return this.#listed.map((delivery) => ({ ...delivery, attempts: [...delivery.attempts] }))
  }

  /** Drops what waits and closes the connections. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#agent.destroy()
    await this.settled()
  }

  #run(delivery: Noted<N>): void {
    const run = this.#deliver(delivery).finally(() => {
      this.#running.delete(run)
      // What closing has stopped goes on at the next start.
      if (!this.#closing.signal.aborted || delivery.state !== "dropped") this.#kept.delete(delivery.id)
    })
    this.#running.add(run)
  }

  #list(given: NewDelivery<N>): Noted<N> {
    this.#lastId += 1
    const begun = { id: String(this.#lastId), state: "waiting" as const, createdAt: this.#now(), attempts: [] }
    const delivery: Noted<N> = { ...given, ...begun }
    this.#listed.push(delivery)
    if (this.#listed.length > MAX_LISTED) this.#listed.splice(0, MAX_LISTED / 2)
    return delivery
  }

  #keep(delivery: Noted<N>): void {
    this.#kept.set(delivery.id, { ...delivery, attempts: [...delivery.attempts] })
  }

  /** Never rejects. */
  async #deliver(delivery: Noted<N>): Promise<void> {
    while (delivery.state === "waiting") {
      await this.#slots.use(() => this.#attempt(delivery))
      if (delivery.state !== "waiting") return
      const retry = this.#options.retry(delivery)
      if (retry) {
        this.#keep(delivery)
        await this.#wait(retry)
      } else {
        delivery.state = "failed"
        this.#options.gaveUp?.(delivery)
      }
    }
  }

  async #attempt(delivery: Noted<N>): Promise<void> {
    const target = this.#closing.signal.aborted ? null : this.#options.target(delivery)
    if (!target) {
      delivery.state = "dropped"
      return
    }
    delivery.targetUrl = target.url
    const at = this.#now()
    const { body } = delivery
    const answer = await sendOnce(this.#agent, { ...target, body, timeoutMs: this.#options.timeoutMs })
    delivery.attempts.push({ at, ...answer })
    if (answer.status !== null && answer.status >= 200 && answer.status < 300) {
      delivery.state = "delivered"
      this.#options.delivered?.(delivery)
    } else if (this.#closing.signal.aborted) delivery.state = "dropped"
  }

  /** Ends early when the sandbox closes. */
  async #wait({ ms, by }: Retry): Promise<void> {
    const { signal } = this.#closing
    if (by === "real") return delay(ms, undefined, { signal }).catch(() => undefined)
    const { clock } = this.#options
    const until = clock.now().getTime() + ms
    for (let left = ms; left > 0 && !signal.aborted; left = until - clock.now().getTime()) {
      const moved = new AbortController()
      const forget = clock.whenMoved(() => moved.abort())
      await delay(left, undefined, { signal: AbortSignal.any([signal, moved.signal]) }).catch(() => undefined)
      forget()
    }
  }

  #now(): string {
    return this.#options.clock.now().toISOString()
  }
}
