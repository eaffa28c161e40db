/**
 * What the author of a connector reads: the contract of a connector, readers for remote rows, the one HTTP loop,
 * paging and verdicts. It owns requests, retries and decoding. It must not know any HR system, any database, who
 * calls, or which process it runs in: time, randomness and transport come in as arguments.
 */
export * from "./address.js"
export * from "./api.js"
export * from "./auth.js"
export * from "./catalogue.js"
export * from "./connect.js"
export * from "./connector.js"
export * from "./country.js"
export * from "./days.js"
export * from "./given-fields.js"
export { errorInSuccess, readAnswer, unexpected } from "./http/body.js"
export { followList, type Onward } from "./http/follow-list.js"
export { askIdentity } from "./http/identity.js"
export {
  askAgain,
  type FetchWhole,
  listAt,
  listCall,
  type PageRequest,
  pageOf,
  type ReadList,
  type RemotePage,
  readList,
  readPage,
  toWire,
} from "./http/pages.js"
export { readRateLimit, readRetryAfter } from "./http/rate-limit.js"
export {
  type Access,
  type Budget,
  type Effect,
  isRead,
  type RecordedCall,
  type Transport,
  type WireRequest,
} from "./http/transport.js"
export { createUpstream, type OpenAnswer, type Upstream, type WholeAnswer } from "./http/upstream.js"
export { readValuePage } from "./http/value-pages.js"
export {
  type AskedList,
  type ReadPage,
  type RowsByIds,
  readByIdsApart,
  readWholeList,
  splitIds,
} from "./http/whole-list.js"
export * from "./list.js"
export * from "./order.js"
export * from "./packed-schema.js"
export * from "./paging/index.js"
export * from "./push.js"
export * from "./relate.js"
export * from "./remote.js"
export * from "./request.js"
export * from "./signature.js"
export * from "./table.js"
export * from "./time-zone.js"
export { todo } from "./todo.js"
export * from "./verdict.js"
export * from "./view.js"
export * from "./webhooks.js"
export * from "./writes.js"
