import { syncJob, syncJobCronTrigger, syncJobRun } from "@rollcall/contract"
import { sql } from "kysely"
import { expect, it } from "vitest"
import { describeOnBoth, insertEnvironment } from "../../db/testing.js"
import { rowsOf, type World, worldsOn } from "../testing.js"

const RESOURCES = [{ resource: "hris/employees", method: "list" }]

describeOnBoth("Sync jobs", (openDb) => {
  const start = worldsOn(openDb)
  const begin = async () => {
    const world = await start()
    world.company.lists = { employees: [[rowsOf(1, 2)]] }
    const jobs = world.syncJobs()
    const job = await jobs.jobs.create(world.account.environmentId, { resources: RESOURCES })
    return { ...world, jobs, job }
  }
  const makeDue = ({ db }: World, id: string) =>
    sql`update sync_job_cron_trigger set next_run_at = clock_timestamp() - interval '3 hours' where id = ${id}`.execute(
      db,
    )

  it("are kept as they were given, changed in what is named, and are of one environment", async () => {
    const { db, account, jobs, job } = await begin()
    expect(syncJob.parse(job)).toEqual(job)
    expect(job).toMatchObject({ label: "Untitled", integration_name: "", default_runtime_version: 4, args_schema: {} })
    const changed = await jobs.jobs.update(account.environmentId, job.id, { label: "People", args_schema: { a: 1 } })
    expect(changed).toMatchObject({ label: "People", args_schema: { a: 1 }, resources: RESOURCES })
    const elsewhere = await insertEnvironment(db)
    expect(await jobs.jobs.get(elsewhere, job.id)).toBeUndefined()
    expect(await jobs.jobs.update(elsewhere, job.id, { label: "theirs" })).toBeUndefined()
    expect(await jobs.jobs.remove(elsewhere, job.id)).toBe(false)
    expect((await jobs.jobs.page(elsewhere, { limit: 10, wanted: {} })).rows).toEqual([])
    const wanted = { label: ["People", "Others"], id: undefined }
    expect((await jobs.jobs.page(account.environmentId, { limit: 10, wanted })).rows).toEqual([changed])
  })

  it("run as runs of ours, and say how far those are", async () => {
    const { account, jobs, job, work, lastRuns } = await begin()
    const run = await jobs.runs.start(account, job, { args: { a: "b" } })
    expect(syncJobRun.parse(run)).toEqual(run)
    expect(run).toMatchObject({ status: "created", sync_job_id: job.id, args: { a: "b" }, finished_at: null })
    await work()
    const [own] = await lastRuns()
    expect(own).toMatchObject({ id: run.sync_run_id, trigger: "request", resources: ["employees"] })
    const done = await jobs.runs.get(account.environmentId, run.id)
    expect(done).toMatchObject({ status: "completed", error: null, finished_at: expect.any(String) })
    const completed = { wanted: { status: ["completed"] }, limit: 10 }
    expect((await jobs.runs.page(account.environmentId, completed)).rows).toEqual([done])
    expect((await jobs.runs.page(account.environmentId, { wanted: { status: ["created"] }, limit: 10 })).rows).toEqual(
      [],
    )
  })

  it("that ask twice before anything has begun share the run", async () => {
    const { account, jobs, job, lastRuns } = await begin()
    const [one, two] = [await jobs.runs.start(account, job, {}), await jobs.runs.start(account, job, {})]
    expect(one.id).not.toBe(two.id)
    expect(one.sync_run_id).toBe(two.sync_run_id)
    expect(await lastRuns()).toHaveLength(1)
  })

  it("of another integration, or of nothing that there is, are refused", async () => {
    const { account, jobs, job } = await begin()
    const start = (changes: object) => jobs.runs.start(account, { ...job, ...changes }, {})
    await expect(start({ integration_name: "other" })).rejects.toMatchObject({ status: 400 })
    await expect(start({ resources: [{ resource: "hris/documents" }] })).rejects.toMatchObject({ status: 400 })
  })

  it("sleep until they are scheduled, and start once for all times that were missed", async () => {
    const world = await begin()
    const { account, jobs, job, lastRuns } = world
    const made = await jobs.triggers.create(account, job, { cron_expression: "*/5 * * * *" })
    expect(syncJobCronTrigger.parse(made)).toEqual(made)
    expect(made).toMatchObject({ is_active: false, next_run_at: null })
    await jobs.startDue()
    expect(await lastRuns()).toEqual([])
    expect(await jobs.triggers.schedule(account.environmentId, made.id)).toBe(true)
    await jobs.startDue()
    expect(await lastRuns()).toEqual([])
    await makeDue(world, made.id)
    await Promise.all([jobs.startDue(), jobs.startDue()])
    expect(await lastRuns()).toHaveLength(1)
    const after = await jobs.triggers.get(account.environmentId, made.id)
    expect(after).toMatchObject({ is_active: true, last_error: null })
    expect((await jobs.runs.page(account.environmentId, { limit: 10, wanted: {} })).rows).toHaveLength(1)
    await jobs.triggers.update(account.environmentId, made.id, { cron_expression: "0 6 * * *" })
    expect(await jobs.triggers.get(account.environmentId, made.id)).toMatchObject({
      is_active: false,
      next_run_at: null,
    })
  })

  it("whose process dies before the commit start again, and not twice", async () => {
    const world = await begin()
    const { account, jobs, job, lastRuns } = world
    const { id } = await jobs.triggers.create(account, job, { cron_expression: "* * * * *" })
    await jobs.triggers.schedule(account.environmentId, id)
    await makeDue(world, id)
    const dying = world.syncJobs(async () => {
      throw new Error("killed")
    })
    await expect(dying.startDue()).rejects.toThrow("killed")
    expect(await lastRuns()).toEqual([])
    await jobs.startDue()
    expect(await lastRuns()).toHaveLength(1)
  })

  it("that can't start say why, and wait for their next time", async () => {
    const world = await begin()
    const { account, jobs, job } = world
    const { id } = await jobs.triggers.create(account, job, { cron_expression: "* * * * *" })
    await jobs.triggers.schedule(account.environmentId, id)
    await jobs.jobs.update(account.environmentId, job.id, { integration_name: "other" })
    await makeDue(world, id)
    await jobs.startDue()
    const told = await jobs.triggers.get(account.environmentId, id)
    expect(told).toMatchObject({ is_active: true, last_error: expect.stringContaining("is of other") })
    await jobs.jobs.update(account.environmentId, job.id, { integration_name: "" })
    Object.assign(account.context, { sync: { enabled: false } })
    await makeDue(world, id)
    await jobs.startDue()
    const off = await jobs.triggers.get(account.environmentId, id)
    expect(off).toMatchObject({ is_active: true, last_error: expect.stringContaining("switched off") })
    expect(await world.lastRuns()).toEqual([])
  })

  it("take their triggers and runs with them", async () => {
    const { account, jobs, job, lastRuns } = await begin()
    const { id } = await jobs.triggers.create(account, job, { cron_expression: "* * * * *" })
    const run = await jobs.runs.start(account, job, {})
    expect(await jobs.jobs.remove(account.environmentId, job.id)).toBe(true)
    expect(await jobs.triggers.get(account.environmentId, id)).toBeUndefined()
    expect(await jobs.runs.get(account.environmentId, run.id)).toBeUndefined()
    expect(await lastRuns()).toHaveLength(1)
  })

  it("refuse an expression that is wrong or never comes", async () => {
    const { account, jobs, job } = await begin()
    for (const cron_expression of ["hourly", "0 0 31 2 *"])
      await expect(jobs.triggers.create(account, job, { cron_expression })).rejects.toMatchObject({ status: 400 })
  })
})
