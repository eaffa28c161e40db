/**
 * Views of the copy for SQL: `rollcall.employees` and so on, with the columns of the model. They are made at a start, when
 * the model has changed; columns are added at the end and never taken away. Who reads them is a role of the database
 * server, so there are none on the embedded database, into which nobody can log in.
 */
import { hash } from "node:crypto"
import type { Database } from "../../db/index.js"
import { listViews, makeViews, readMark, viewsText } from "./store.js"

type Log = { error(fields: object, message: string): void }

/** The server does without them: where they can't be made (it takes the right to make a schema), that is told. */
export async function ensureViews(
  { kind, db, alone }: Pick<Database, "kind" | "db" | "alone">,
  log: Log,
): Promise<void> {
  if (kind === "embedded") return
  const mark = `Made by Rollcall: ${hash("sha256", viewsText(new Map())).slice(0, 32)}`
  try {
    if ((await readMark(db)) === mark) return
    await alone(async (own) => {
      if ((await readMark(own)) === mark) return
      await makeViews(own, { mark, text: viewsText(await listViews(own)) })
    })
  } catch (error) {
    log.error({ err: error }, "the SQL views can't be made: grant create on the database to the user of DATABASE_URL")
  }
}

export { createLogin, type NewLogin } from "./login-store.js"
