/**
 * Several calls of one connection in one request. Each goes the way of a request by itself (pipeline.ts), so that it needs
 * the rights of the token, takes from its limits, and is checked by the operation's own schemas. It owns order,
 * placeholders, the ends of lists and the bounds of a batch; it knows no gateway and no HR system.
 */
import { batchRequest } from "@rollcall/contract"
import { AppError } from "../../errors.js"
import { toEnvelope } from "../error-envelope.js"
import { type Route, route } from "../route.js"
import { callWithin, type InnerCall } from "./call.js"
import { planBatch } from "./plan.js"
import { runBatch } from "./run.js"

/** `callable`: what a batch may call. */
export const batchRoute = (callable: readonly Route[]): Route =>
  route(batchRequest, async ({ caller, body, header, address, life }, services) => {
    const { integrated_account_id: id, args = {} } = body
    const planned = planBatch(body.resources)
    if (!(await services.accounts.find(caller.environmentId, id)))
      throw new AppError("account.not_found", `there is no integrated account ${id} in this environment`)
    const show = (error: unknown) => {
      if (!(error instanceof AppError)) services.log.error({ err: error }, "a request of a batch failed")
      const asked = { requestId: header("x-request-id") ?? "", publicUrl: services.publicUrl() }
      return toEnvelope(error, asked).body
    }
    const asker = { header, address, life }
    const call = (one: InnerCall) => callWithin(callable, services, { asker, call: one })
    const deps = { clock: services.clock, show, call }
    return runBatch(deps, planned, { accountId: id, args, key: header("idempotency-key") })
  })
