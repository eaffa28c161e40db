/**
 * Calls of the API that the server makes itself for a caller who is at the door: those of a batch, and those of an agent. Each
 * goes the whole way of a request by itself (pipeline.ts). It knows neither batches nor agents.
 */
export { type Answered, FailedCall, failedCall } from "./answer.js"
export { type Asker, callWithin, type InnerCall } from "./call.js"
