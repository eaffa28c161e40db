/**
 * Webhooks that were made by the API. Each belongs to the user of the credential that made it, tells only what he may
 * see, and stops with him. Each is signed: `X-BambooHR-Signature` is the HMAC-SHA256, in hex, of the body followed by
 * `X-BambooHR-Timestamp`, with the key that was shown when it was made.
 *
 * Any 2xx is success; network errors and 5xx are tried up to five more times, after 5, 10, 20, 40 and 80 minutes of the
 * company's clock; any other answer is final. A new employee is told as created and as updated. A value that was dated
 * ahead is told when its day comes. It knows nothing of HTTP routes; `endpoints.ts` does.
 */
import { createHmac } from "node:crypto"
import {
  type Clock,
  type Delivery,
  DeliveryQueue,
  type Keeper,
  type MovableClock,
  type Noted,
  type Retry,
  type Target,
} from "@rollcall/sandbox-kit"
import type { Change, Changes } from "../changes.js"
import { findField } from "../fields/index.js"
import { Person, type Scene } from "../fields/person.js"
import { nameOf } from "../fields/watched.js"
import { type AccessLevel, FULL_ACCESS, type Keys, Rights } from "../permissions/index.js"
import type { Store } from "../store.js"
import type { CompanyInfo } from "../world.js"
import { bodyOf } from "./bodies.js"
import { tellDaysThatCame } from "./days.js"
import { type Subscription, subscriptionOf, TABLE } from "./subscription.js"

/** What it has to know of the company that runs. Its store is another one after a reset. */
export type Company = {
  readonly store: Store
  readonly company: CompanyInfo
  readonly companyDomain: string
  readonly clock: MovableClock
  readonly keeper: Keeper
  readonly keys: Keys
  readonly changes: Changes
  readonly settings: { webhookRetryMs?: readonly number[] }
  scene(): Scene
}

export type Webhooks = {
  /** Resolves when no delivery waits any more. */
  settled(): Promise<void>
  /** The latest deliveries, oldest first. */
  deliveries(): Noted<Note>[]
  /** Stops listening and drops what waits. */
  close(): Promise<void>
}

/** Whom a delivery is about. */
export type Note = { employeeId: string }

const RETRY_MINUTES = [5, 10, 20, 40, 80]

export function createWebhooks(company: Company): Webhooks {
  const { clock, keeper, settings, changes } = company
  const queue: DeliveryQueue<Note> = new DeliveryQueue<Note>({
    clock,
    keeper,
    timeoutMs: 10_000,
    target: (delivery) => targetOf(company, delivery),
    retry: (delivery) => retryOf(delivery, settings.webhookRetryMs),
    delivered: ({ subscriptionId }) => company.store.update(TABLE, subscriptionId, { lastSent: secondOf(clock) }),
  })
  const ends = [changes.listen((change) => queueChange(company, queue, change)), tellDaysThatCame(company)]
  return {
    settled: () => queue.settled(),
    deliveries: () => queue.deliveries(),
    close() {
      for (const end of ends.splice(0)) end()
      return queue.close()
    },
  }
}

function queueChange(company: Company, queue: DeliveryQueue<Note>, change: Change): void {
  const { employeeId } = change
  for (const row of company.store.all(TABLE)) {
    const subscription = subscriptionOf(row)
    const level = levelOf(company, subscription)
    if (!level) continue
    const rights = new Rights(level)
    const employee = company.store.find("employees", employeeId)
    const person = employee ? new Person(employee, company.scene()) : null
    if (person ? !rights.seesEmployee(person) : level.hiddenEmployees.includes(employeeId)) continue
    const changedFields = monitored(subscription, change, rights)
    for (const event of eventsOf(subscription, change, changedFields)) {
      const told = { company: company.company, change, event, changedFields, person, rights }
      const body = bodyOf(subscription, told)
      const { id: subscriptionId, url: targetUrl } = subscription
      queue.add({ event, subscriptionId, targetUrl, body, note: { employeeId } })
    }
  }
}

/** Who is created is told as updated too. */
function eventsOf({ events }: Subscription, { action }: Change, changedFields: readonly string[]): string[] {
  const meant = action === "Created" ? ["created", "updated"] : [action.toLowerCase()]
  return events.filter((event) => {
    const [what, happened = ""] = event.split(".")
    if (what !== "employee" && what !== "employee_with_fields") return false
    return meant.includes(happened) && (happened !== "updated" || changedFields.length > 0)
  })
}

function monitored({ monitorFields }: Subscription, change: Change, rights: Rights): string[] {
  const names = new Set(monitorFields.flatMap((name) => findField(name) ?? []).map(nameOf))
  return change.changedFields.filter((name) => {
    const field = findField(name)
    return names.has(name) && field !== undefined && rights.seesFieldOf(field, change.employeeId)
  })
}

/** What the owner may see now; null: he may no longer sign in. */
function levelOf({ store, keys }: Company, { ownerId, level }: Subscription): AccessLevel | null {
  if (ownerId !== null && store.find("users", ownerId)?.status === "disabled") return null
  if (level) return level
  return keys.all().find(([, own]) => own.userId === ownerId)?.[1] ?? { ...FULL_ACCESS, userId: ownerId }
}

function targetOf(company: Company, { subscriptionId, body }: Delivery): Target | null {
  const row = company.store.find(TABLE, subscriptionId)
  if (!row) return null
  const subscription = subscriptionOf(row)
  if (!levelOf(company, subscription)) return null
  const { url, format, privateKey, includeCompanyDomain } = subscription
  const timestamp = String(Math.floor(company.clock.now().getTime() / 1_000))
  const signature = createHmac("sha256", privateKey).update(body).update(timestamp).digest("hex")
  return {
    url,
    headers: {
      "content-type": format === "json" ? "application/json" : "application/x-www-form-urlencoded",
      "x-bamboohr-timestamp": timestamp,
      "x-bamboohr-signature": signature,
      ...(includeCompanyDomain ? { "x-bamboohr-company-domain": company.companyDomain } : {}),
    },
  }
}

function retryOf({ attempts }: Delivery, webhookRetryMs: readonly number[] | undefined): Retry | null {
  const status = attempts.at(-1)?.status ?? null
  if (status !== null && status < 500) return null
  const place = attempts.length - 1
  if (webhookRetryMs) return waiting(webhookRetryMs[place], "real")
  return waiting(RETRY_MINUTES[place], "clock")
}

function waiting(given: number | undefined, by: Retry["by"]): Retry | null {
  return given === undefined ? null : { ms: by === "clock" ? given * 60_000 : given, by }
}

/** `2026-05-29 14:21:14`, UTC without saying so. */
export const secondOf = (clock: Clock): string => clock.now().toISOString().slice(0, 19).replace("T", " ")
