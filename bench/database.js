import pg from "pg"
import { POSTGRES_URL } from "../scripts/postgres.js"

const onServer = async (text) => {
  const client = new pg.Client({ connectionString: POSTGRES_URL })
  await client.connect()
  await client.query(text)
  await client.end()
}

/** A database of a bench's own, so that nobody else's work is counted as PostgreSQL's CPU. */
export async function createDatabase(purpose) {
  const name = `rollcall_bench_${purpose}_${process.pid}`
  await onServer(`create database ${name}`)
  const url = Object.assign(new URL(POSTGRES_URL), { pathname: `/${name}` }).href
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const drop = async () => {
    await client.end()
    await onServer(`drop database ${name} with (force)`)
  }
  return { url, client, drop }
}
