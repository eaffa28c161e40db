import type { Command } from "commander"

/** How many rows of a long table are copied between two lines. */
const LINE_ROWS = 10_000

export function addMoveToPostgres(program: Command): void {
  program
    .command("move-to-postgres")
    .description(
      "copy the embedded database of ROLLCALL_DATA_DIR to the empty PostgreSQL database at DATABASE_URL, and compare every row; no server may run on either meanwhile",
    )
    .action(async () => {
      const { moveToPostgres } = await import("@rollcall/server")
      const { fail } = await import("../until-stopped.js")
      const { tables, rows, keyFile } = await moveToPostgres(process.env, ({ table, done, total }) => {
        if (done === total || done % LINE_ROWS === 0) process.stdout.write(`${table}: ${done} of ${total}\n`)
      }).catch(fail)
      const keys =
        keyFile === null ? "the same ROLLCALL_ENCRYPTION_KEYS" : `ROLLCALL_ENCRYPTION_KEYS="$(cat ${keyFile})"`
      process.stdout.write(`Done: ${rows} rows of ${tables} tables are on PostgreSQL, and every table is the same there.

Start the server from now on with DATABASE_URL as it is set now, and with ${keys}.
To go back, start it without DATABASE_URL: the embedded database is as it was. What has happened on PostgreSQL is not in it.
`)
    })
}
