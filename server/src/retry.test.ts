import { expect, it } from "vitest"
import { retry } from "./retry.js"

it("Retries until it succeeds or the failure is final, and waits as it is told", async () => {
  const waited: number[] = []
  const wait = async (ms: number) => void waited.push(ms)
  let left = 2
  const act = async () => {
    if (left-- > 0) throw new Error("busy")
    return "done"
  }
  expect(await retry(act, { pauseMs: (_, tried) => tried * 10, wait })).toBe("done")
  expect(waited).toEqual([10, 20])
  left = 9
  await expect(retry(act, { pauseMs: (_, tried) => (tried < 3 ? 1 : undefined), wait })).rejects.toThrow("busy")
  expect(left).toBe(6)
})
