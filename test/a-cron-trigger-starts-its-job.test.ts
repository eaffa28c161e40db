import { afterAll, beforeAll, expect, it } from "vitest"
import { noonZone, type Rollcall, startRollcall } from "./rollcall.js"

let rollcall: Rollcall
beforeAll(async () => {
  const sync = { enabled: true, interval_minutes: 0, time_zone: noonZone() }
  rollcall = await startRollcall({ sandbox: { size: 6 }, sync })
})
afterAll(() => rollcall.close())

const post = async (path: string, body: object) => (await rollcall.call(path, { method: "POST", body })).body
const rowsOf = async (path: string) => (await rollcall.call(path)).body.result
const MINUTE_MS = 60_000

it("a trigger starts its job at its minute, and the log has the calls by the id of the job's run", async () => {
  const job = await post("/sync-job", { resources: [{ resource: "hris/groups", method: "list" }] })
  const at = new Date(Date.parse(job.created_at) + 90 * MINUTE_MS)
  const trigger = await post("/sync-job-cron-trigger", {
    sync_job_id: job.id,
    integrated_account_id: rollcall.accountId,
    cron_expression: `${at.getUTCMinutes()} ${at.getUTCHours()} * * *`,
  })
  await post(`/sync-job-cron-trigger/${trigger.id}/schedule`, {})
  const { next_run_at } = (await rollcall.call(`/sync-job-cron-trigger/${trigger.id}`)).body
  expect(next_run_at).toBe(new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS).toISOString())
  const runsOf = () => rowsOf(`/sync-job-run?sync_job_id=${job.id}`)
  await rollcall.app.moveClock(80 * MINUTE_MS)
  const byHand = await post("/sync-job-run", { sync_job_id: job.id, integrated_account_id: rollcall.accountId })
  const isDone = async (id: string) => (await rollcall.call(`/sync-job-run/${id}`)).body.status === "completed"
  await expect.poll(() => isDone(byHand.id), { timeout: 30_000 }).toBe(true)
  expect(await runsOf()).toHaveLength(1)

  await rollcall.app.moveClock(15 * MINUTE_MS)
  await expect.poll(async () => (await runsOf()).length, { timeout: 30_000 }).toBe(2)
  const [, run] = await runsOf()
  await expect.poll(() => isDone(run.id), { timeout: 30_000 }).toBe(true)

  const entry = { log_type: "rapid_bridge", sync_job_run_id: run.id, request_id: run.sync_run_id }
  const ofRun = `/log?log_type_filter[sync_job_run_id]=${run.id}`
  await expect.poll(() => rowsOf(ofRun)).toEqual([expect.objectContaining(entry)])
  expect((await rowsOf(ofRun))[0].call_count).toBeGreaterThan(0)
  const ofTriggers = await rowsOf("/log?log_type=sync_job_cron_trigger")
  expect(ofTriggers).toEqual([expect.objectContaining({ ...entry, log_type: "sync_job_cron_trigger" })])
  expect(await rowsOf(`/log?log_type_filter[sync_job_run_id]=${run.sync_run_id}`)).toEqual([])
  expect((await rollcall.call("/log?log_type_filter[sync_job_run_id]=x")).status).toBe(400)
})
