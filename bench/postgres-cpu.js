import { readFile } from "node:fs/promises"

/** CPU microseconds that the server processes of a database have used so far. They must be on this machine (Linux). */
export async function postgresCpu(client) {
  const { rows } = await client.query("select pid from pg_stat_activity where datname = current_database()")
  const used = await Promise.all(rows.map(({ pid }) => readFile(`/proc/${pid}/schedstat`, "utf8").catch(() => "0")))
  return used.reduce((sum, text) => sum + Number(text.split(" ")[0]) / 1_000, 0)
}
