import { receiveInboundWebhook } from "@rollcall/contract"
import { notFound } from "../../errors.js"
import { type Route, route } from "../route.js"

export const inboundRoutes: Route[] = [
  route(receiveInboundWebhook, async ({ params, header, rawBody, address }, { inbound, guesses }) => {
    const { integrated_account_id: accountId, key } = params
    const delivery = { accountId, key, header, body: rawBody?.bytes }
    const isTaken = await guesses.guard({ kind: "inbound", secret: key, address }, () => inbound.receive(delivery))
    if (!isTaken)
      throw notFound(
        "nobody listens at this address",
        "Delete this subscription in the HR system: a connected account has one of its own.",
      )
    return { received: true as const }
  }),
]
