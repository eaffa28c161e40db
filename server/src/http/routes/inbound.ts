import { receiveInboundWebhook } from "@rollcall/contract"
import { type Route, route } from "../route.js"

export const inboundRoutes: Route[] = [
  route(receiveInboundWebhook, async ({ params, header, rawBody }, { inbound }) => {
    const { integrated_account_id: accountId, key } = params
    await inbound.receive({ accountId, key, header, body: rawBody?.bytes })
    return { received: true as const }
  }),
]
