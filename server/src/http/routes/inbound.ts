import { receiveInboundWebhook } from "@rollcall/contract"
import { AppError } from "../../errors.js"
import { type Route, route } from "../route.js"

export const inboundRoutes: Route[] = [
  route(receiveInboundWebhook, async ({ params, header, rawBody, address }, { inbound, guesses }) => {
    const { integrated_account_id: accountId, key } = params
    const delivery = { accountId, key, header, body: rawBody?.bytes }
    const isTaken = await guesses.guard({ kind: "inbound", secret: key, address }, () => inbound.receive(delivery))
    if (!isTaken) throw new AppError("resource.not_found", "nobody listens at this address")
    return { received: true as const }
  }),
]
