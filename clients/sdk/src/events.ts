import type { components, webhooks } from "./generated/api.js"
import type { UnifiedRows } from "./generated/methods.js"

type Delivered = {
  [N in keyof webhooks]: NonNullable<webhooks[N]["post"]["requestBody"]> extends {
    content: { "application/json": infer E }
  }
    ? Typed<N, E>
    : never
}

/** Rows of an event are those of its resource: `record:*` says in `resource` which one that is. */
type Typed<N, E> = E extends { payload: { before: unknown } }
  ? Omit<E, "payload"> & { payload: WithRows<E["payload"], ResourceOf<N>> }
  : E
type ResourceOf<N> = N extends `employee:${string}` | "compensation:changed"
  ? "hris/employees"
  : N extends `timeoff_request:${string}`
    ? "hris/timeoff_requests"
    : keyof UnifiedRows
type WithRows<P, R extends keyof UnifiedRows> = {
  [K in R]: Omit<P, "resource" | "before" | "after"> & {
    resource: K
    before: UnifiedRows[K] | null
    after: UnifiedRows[K] | null
  }
}[R]

export type EventName = keyof webhooks

/** What is posted to a webhook: `event` tells one from another. */
export type WebhookEvent = Delivered[EventName]

/** What happened, as the change log has it: `event` tells one from another. */
export type Change = {
  [N in EventName]: Delivered[N] extends { event: infer E; payload: infer P }
    ? Omit<components["schemas"]["Change"], "event" | "payload"> & { event: E; payload: P }
    : never
}[EventName]
