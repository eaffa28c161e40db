import { expect, test } from "vitest"
import type { Buckets } from "../rates/index.js"
import { createLimits } from "./limits.js"

const RATES = { token: { requests: 5, seconds: 10 }, account: { requests: 7, seconds: 10 } }

test("A caller is told the limit, what is left, and whole seconds, at least one", async () => {
  const asked: string[] = []
  const buckets: Buckets = {
    take: async (key, { rate }) => {
      asked.push(`${key} ${rate.requests}`)
      const isAllowed = key.startsWith("token")
      return { isAllowed, waitSeconds: isAllowed ? 0 : 1.2, left: isAllowed ? 4 : 0, fullSeconds: isAllowed ? 0.1 : 9 }
    },
    close: () => {},
  }
  const limits = createLimits(buckets, RATES)
  expect(await limits.take("token", "a")).toEqual({ isAllowed: true, limit: 5, remaining: 4, resetSeconds: 1 })
  expect(await limits.take("account", "a")).toEqual({ isAllowed: false, limit: 7, remaining: 0, resetSeconds: 2 })
  expect(asked).toEqual(["token a 5", "account a 7"])
})
