import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { createClock } from "../server/src/clock.js"
import { type DatabaseSettings, openDatabase } from "../server/src/db/index.js"
import { createJobs } from "../server/src/jobs/index.js"
import { POSTGRES_URL } from "./postgres.js"

/**
 * Makes a database with schema and queue once for each of the two kinds: an image that embedded ones are loaded from,
 * and a template that PostgreSQL copies. A test's database is there in a tenth of the time by that.
 */
export default async function makeDatabaseImages(): Promise<() => Promise<void>> {
  if (process.env.ROLLCALL_EMBEDDED_IMAGE) return async () => {}
  const directory = mkdtempSync(join(tmpdir(), "rollcall-image-"))
  const image = join(directory, "data")
  const [, dropTemplate] = await Promise.all([prepare({ directory: image }), makeTemplate()])
  process.env.ROLLCALL_EMBEDDED_IMAGE = image
  return async () => {
    rmSync(directory, { recursive: true, force: true })
    await dropTemplate()
  }
}

async function makeTemplate(): Promise<() => Promise<void>> {
  const run = async (text: string) => {
    const client = new pg.Client({ connectionString: POSTGRES_URL, connectionTimeoutMillis: 3_000 })
    await client.connect()
    try {
      await client.query(text)
    } finally {
      await client.end()
    }
  }
  const name = `rollcall_template_${process.pid}`
  const hasServer = await run(`create database ${name}`).then(
    () => true,
    () => false, // the suites that need one say so
  )
  if (!hasServer) return async () => {}
  const url = new URL(POSTGRES_URL)
  url.pathname = `/${name}`
  await prepare({ url: url.href })
  process.env.ROLLCALL_DATABASE_TEMPLATE = name
  return () => run(`drop database if exists ${name} with (force)`)
}

async function prepare(settings: DatabaseSettings): Promise<void> {
  const clock = createClock()
  const database = await openDatabase({ ...settings, clockOffsetMs: 0 }, clock)
  const onError = (error: Error) => {
    throw error
  }
  const jobs = await createJobs({ database, clock, isWorker: true, onError })
  await jobs.close()
  await database.close()
}
