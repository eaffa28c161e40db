/**
 * Webhooks on their way out. What is sent, where to, signed how and tried again when is the system's.
 *
 *     const queue = new DeliveryQueue<Note>({ clock, keeper, target, retry, gaveUp, timeoutMs: 10_000 })
 *     queue.add({ event, subscriptionId, targetUrl, body, note })  // returns at once; note: what the system wants to know later
 *     queue.addFailed({ ... }, error)                              // there is nothing that could be sent
 *     queue.deliveries(), await queue.settled(), await queue.close()
 *
 * - `target(delivery)` is asked before each attempt: `{ url, headers }`, or null when nobody wants it any more;
 * - `retry(delivery)` is asked after each failed one: `{ ms, by: "real" | "clock" }`, or null: given up. By the clock
 *   means that moving the sandbox's clock makes it due.
 */
export {
  type Delivery,
  DeliveryQueue,
  type NewDelivery,
  type Noted,
  type QueueOptions,
  type Retry,
  type Target,
} from "./delivery-queue.js"
export type { Attempt } from "./send.js"
