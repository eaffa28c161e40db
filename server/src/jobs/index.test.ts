import { expect, it, vi } from "vitest"
import { createClock } from "../clock.js"
import { describeOnBoth } from "../db/testing.js"
import { createJobs } from "./index.js"

const onError = (error: Error) => {
  throw error
}

const job = (accountId: string) => ({ queue: "check-connection" as const, data: { environmentId: "e", accountId } })

describeOnBoth("The queue", (openDb) => {
  it("runs a job that was sent in a transaction, and none of one that was rolled back", async () => {
    const database = await openDb()
    const { db } = database
    const jobs = await createJobs({ database, clock: createClock(), isWorker: true, onError })
    const seen: string[] = []
    jobs.work("check-connection", async ({ accountId }) => void seen.push(accountId))
    const sent = db.transaction().execute(async (tx) => {
      await jobs.send(tx, job("lost"))
      throw new Error("rolled back")
    })
    await expect(sent).rejects.toThrow("rolled back")
    await db.transaction().execute((tx) => jobs.send(tx, job("kept")))
    await vi.waitFor(() => expect(seen).toEqual(["kept"]), 5_000)
    await jobs.close()
  })

  it("tries a failed job again and says what waits", async () => {
    const database = await openDb()
    const { db } = database
    const jobs = await createJobs({ database, clock: createClock(), isWorker: true, onError: () => {} })
    await jobs.send(db, { ...job("a"), afterSeconds: 60 })
    await jobs.send(db, job("b"))
    expect(await jobs.backlog()).toContainEqual(expect.objectContaining({ queue: "check-connection", waiting: 2 }))
    let tries = 0
    jobs.work("check-connection", async () => {
      if (++tries === 1) throw new Error("not this time")
    })
    await vi.waitFor(() => expect(tries).toBe(2), 8_000)
    await jobs.close()
  })

  it("stops: running jobs are told, waited for and completed; the rest is left", async () => {
    const database = await openDb()
    const { db } = database
    const jobs = await createJobs({ database, clock: createClock(), isWorker: true, onError })
    const seen: string[] = []
    const work = async ({ accountId }: { accountId: string }, signal: AbortSignal) => {
      seen.push(accountId)
      await new Promise((resolve) => signal.addEventListener("abort", resolve))
      seen.push(`${accountId} told`)
    }
    for (const id of ["a", "b", "c"]) await jobs.send(db, job(id))
    jobs.work("check-connection", work, { concurrency: 2 })
    await vi.waitFor(() => expect(seen).toHaveLength(2), 5_000)
    await jobs.stopWork()
    expect(seen.filter((one) => one.endsWith("told"))).toHaveLength(2)
    expect(await jobs.backlog()).toContainEqual(
      expect.objectContaining({ queue: "check-connection", waiting: 1, running: 0 }),
    )
    await jobs.close()
  })

  it("a database that goes away in mid-job ends no process", async () => {
    const database = await openDb()
    const { db } = database
    const errors: string[] = []
    const jobs = await createJobs({
      database,
      clock: createClock(),
      isWorker: true,
      onError: ({ message }) => void errors.push(message),
    })
    await jobs.send(db, job("a"))
    const gone = new Promise<void>((resolve) => {
      jobs.work("check-connection", () => db.destroy().then(resolve))
    })
    await gone
    await vi.waitFor(() => expect(errors).toContain("driver has already been destroyed"), 5_000)
    await jobs.close()
  })
})
