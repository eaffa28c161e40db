/**
 * Views of the copy for SQL: `rollcall.employees` and so on, with the columns of the model. They are made at a start, when
 * the model has changed; columns are added at the end and never taken away. Who reads them is a role of the database
 * server, so there are none on the embedded database, into which nobody can log in.
 */
import { hash } from "node:crypto"
import { type Database, isLocked, readHolders } from "../../db/index.js"
import { revokeEarlierGrants } from "./grant-store.js"
import { limitIdle, listUnlimited } from "./login-store.js"
import { listViews, makeViews, readMark, viewsText } from "./store.js"

type Log = { error(fields: object, message: string): void }
type Where = Pick<Database, "kind" | "db" | "alone">

/** What a start of the server does for SQL. */
export async function prepareSql(where: Where, log: Log): Promise<void> {
  await ensureViews(where, log)
  await limitLogins(where, log)
}

/** The server does without them: where they can't be made (it takes the right to make a schema), that is told. */
export async function ensureViews({ kind, db, alone }: Where, log: Log): Promise<void> {
  if (kind === "embedded") return
  const text = viewsText(new Map())
  const mark = `Made by Rollcall: ${hash("sha256", `${GRANTS} ${text}`).slice(0, 32)}`
  try {
    if ((await readMark(db)) === mark) return
    await alone(async (own) => {
      if ((await readMark(own)) === mark) return
      // Also when the views can't be made now.
      await revokeEarlierGrants(own)
      await makeViews(own, { mark, text: viewsText(await listViews(own)) })
    })
  } catch (err) {
    if (!isLocked(err))
      return log.error({ err }, "the SQL views can't be made: grant create on the database to the user of DATABASE_URL")
    const holders = await readHolders(db, ["rollcall"]).catch(() => "another session")
    const advice = `the SQL views are in use by ${holders}, so that they can't be changed: end that session; the next start tries again`
    log.error({ err: new Error(advice, { cause: err }) }, advice)
  }
}

/** Raised when other rights than before are granted, so that they are granted anew. */
const GRANTS = 2

/** An earlier version made logins that could keep a transaction open for ever. */
async function limitLogins({ kind, db, alone }: Where, log: Log): Promise<void> {
  if (kind === "embedded") return
  try {
    if ((await listUnlimited(db)).length === 0) return
    await alone(async (own) => {
      for (const name of await listUnlimited(own)) await limitIdle(own, name)
    })
  } catch (err) {
    const advice = "set idle_in_transaction_session_timeout for the roles in sql_reader, with a user who may alter them"
    log.error({ err }, `the SQL logins can't be limited: ${advice}`)
  }
}

export { createLogin, type NewLogin } from "./login-store.js"
