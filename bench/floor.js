// The floor of a synced read: one prepared statement by `pg`, and the text sent. No token, no limits, no cursor.
import { createServer } from "node:http"
import pg from "pg"

const ONE = "select row::text from record where account_id = $1 and resource = $2 and id = $3"
const LIST = `select row::text from record where account_id = $1 and resource = $2
  order by view, length(id), id limit $3`

export async function start({ databaseUrl, accountId, resource }) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 })
  const answer = async (url) => {
    const id = url.pathname.split("/")[4]
    const last = id ?? Number(url.searchParams.get("limit"))
    const [name, text] = id === undefined ? ["list", LIST] : ["one", ONE]
    const { rows } = await pool.query({ name, text, values: [accountId, resource, last] })
    return id === undefined ? `{"result":[${rows.map(({ row }) => row).join()}]}` : rows[0].row
  }
  const server = createServer((request, response) => {
    const send = (text) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
      response.end(text)
    }
    answer(new URL(request.url, "http://floor")).then(send, () => response.destroy())
  })
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}
