import type { Allowance, Caller } from "../access/index.js"
import type { Account } from "../accounts/index.js"
import { AppError } from "../errors.js"
import type { Services } from "./services.js"

/** Takes one request from the token's allowance, and from the account's. Answers the limit headers. */
export async function takeFromLimits(
  { access }: Services,
  caller: Caller,
  account: Account | undefined,
): Promise<Record<string, string>> {
  const token = await access.limits.take("token", caller.tokenId, caller.rate)
  assertAllowed(token, "token")
  if (!account) return headersOf(token)
  const own = await access.limits.take("account", account.id)
  assertAllowed(own, "account")
  return headersOf(own.remaining < token.remaining ? own : token)
}

function assertAllowed(allowance: Allowance, what: "token" | "account"): void {
  if (allowance.isAllowed) return
  const { limit, resetSeconds } = allowance
  throw new AppError(
    "request.rate_limited",
    `this ${what} has used its ${limit} requests: try again in ${resetSeconds} s`,
    {
      retryAfterSeconds: resetSeconds,
      isUndone: true,
    },
  )
}

const headersOf = ({ limit, remaining, resetSeconds }: Allowance): Record<string, string> => ({
  "ratelimit-limit": String(limit),
  "ratelimit-remaining": String(remaining),
  "ratelimit-reset": String(resetSeconds),
})
