/**
 * The client of Rollcall for Node, browsers and workers: typed by the contract, with no dependency. It knows the public API
 * alone. `@rollcall/sdk/node` has what needs a file system or the environment.
 */
export type { FollowOptions, Position, PositionStore } from "./changes.js"
export { type Actor, type ClientCode, type Failure, RollcallError } from "./errors.js"
export type { Change, EventName, WebhookEvent } from "./events.js"
export type { ErrorCode, UnifiedRows } from "./generated/methods.js"
export { METHODS } from "./generated/methods.js"
export type { Settings } from "./request.js"
export { createRollcall, type RawCall, type Rollcall } from "./rollcall.js"
export type * from "./rows.js"
export type { Answer, Body, Call, DryCall, NewCall, OperationId, PageOf, Pages, Query, RowOf } from "./types.js"
export { type Verifying, verifyWebhook, WebhookVerificationError } from "./webhooks.js"
