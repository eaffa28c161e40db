import { readFile } from "node:fs/promises"

const used = new Map()

/**
 * CPU microseconds that the server processes of a database have used as far as they were seen, those that have ended
 * too. They must be on this machine (Linux).
 */
export async function postgresCpu(client) {
  const { rows } = await client.query("select pid from pg_stat_activity where datname = current_database()")
  for (const { pid } of rows) {
    const text = await readFile(`/proc/${pid}/schedstat`, "utf8").catch(() => undefined)
    if (text !== undefined) used.set(pid, Number(text.split(" ")[0]) / 1_000)
  }
  return [...used.values()].reduce((sum, one) => sum + one, 0)
}
