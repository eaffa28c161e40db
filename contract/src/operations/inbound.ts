import { z } from "zod"
import { byOperationId, operation } from "./operation.js"
import { inPath, openQuery } from "./shared.js"

/** Where the HR system posts what changed. The address is the secret: each event of each account has its own. */
export const receiveInboundWebhook = operation({
  id: "receive_inbound_webhook",
  method: "POST",
  path: "/integrated-account-webhook/:integrated_account_id/:key",
  scope: "public",
  tag: "Inbound webhooks",
  summary:
    "For the HR system: a delivery of one of its webhooks. Rollcall subscribes by itself; callers don't need it.",
  params: z.object({ integrated_account_id: inPath(), key: inPath() }),
  query: openQuery({}),
  bodyKind: "bytes",
  idempotent: false,
  refusals: ["request.rate_limited"],
  answer: z.object({ received: z.literal(true) }),
})

export const inboundOperations = byOperationId(receiveInboundWebhook)
