import { connect } from "node:net"

/** The server that tests and benches use. */
export const POSTGRES_URL = process.env.TEST_DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/postgres"

/** Whether something listens there. */
export function answersPostgres() {
  const { hostname, port } = new URL(POSTGRES_URL)
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 5432), timeout: 3_000 })
    const end = (answers) => () => {
      socket.destroy()
      resolve(answers)
    }
    socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false))
  })
}
