/**
 * Several calls of one connection in one request. Each goes the way of a request by itself (pipeline.ts), so that it needs
 * the rights of the token, takes from its limits, is checked by the operation's own schemas, and is in the log by itself. It owns order,
 * placeholders, the ends of lists and the bounds of a batch; it knows no gateway and no HR system.
 */
import { batchRequest } from "@rollcall/contract"
import { AppError } from "../../errors.js"
import { type Route, route } from "../route.js"
import { callWithin, FailedCall, failedCall, type InnerCall } from "../within/index.js"
import { planBatch } from "./plan.js"
import { runBatch } from "./run.js"

/** `callable`: what a batch may call. */
export const batchRoute = (callable: readonly Route[]): Route =>
  route(batchRequest, async ({ caller, body, header, requestId, address, life, recordAccount }, services) => {
    const { integrated_account_id: id, args = {} } = body
    const planned = planBatch(body.resources)
    const account = await services.accounts.find(caller.environmentId, id)
    if (!account) throw new AppError("account.not_found", `there is no integrated account ${id} in this environment`)
    recordAccount(account)
    const show = (error: unknown) => (error instanceof FailedCall ? error : failedCall(services, error, requestId)).body
    const asker = { header, address, life }
    const call = (one: InnerCall, number: number) =>
      callWithin(callable, services, { asker, call: one, requestId: `${requestId}.${number}` })
    const deps = { clock: services.clock, show, call }
    return runBatch(deps, planned, { accountId: id, args, key: header("idempotency-key") })
  })
