// The least that a copy of these tables takes: every page is read once, four at a time, and its rows are inserted.
import pg from "pg"
import { Agent, request } from "undici"

const AT_ONCE = 4
const PAGE = 100

export async function start({ upstream, apiKey, databaseUrl, tables }) {
  const agent = new Agent({ connections: AT_ONCE })
  const pool = new pg.Pool({ connectionString: databaseUrl, max: AT_ONCE })
  await pool.query("create table bare_row (table_name text, id text, row json, primary key (table_name, id))")
  const pages = Object.entries(tables).flatMap(([name, { rows }]) => {
    const path = name.split(" ")[0]
    const count = Math.max(1, Math.ceil(rows / PAGE))
    return Array.from({ length: count }, (_, at) => ({ name, path, page: at + 1 }))
  })
  const read = async ({ name, path, page }) => {
    const url = `${upstream}/api/2026-10-01/resources/${path}?limit=${PAGE}&page=${page}&node_type=jobcatalog_treelevel`
    const { body, statusCode } = await request(url, { dispatcher: agent, headers: { "x-api-key": apiKey } })
    const text = await body.text()
    if (statusCode !== 200) throw new Error(`${statusCode} ${url} ${text.slice(0, 200)}`)
    const { data } = JSON.parse(text)
    await pool.query(
      "insert into bare_row select $1, id, row::json from unnest($2::text[], $3::text[]) as given(id, row) on conflict do nothing",
      [name, data.map((row) => String(row.id ?? row.uuid)), data.map((row) => JSON.stringify(row))],
    )
  }
  const run = async () => {
    await pool.query("truncate bare_row")
    const waiting = [...pages]
    const lane = async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) await read(next)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, lane))
  }
  return { run, close: () => pool.end() }
}
