import { randomUUID } from "node:crypto"
import type { Identity } from "@rollcall/connector-kit"
import type { Db } from "../../db/index.js"
import type { Context } from "../secrets.js"
import { type AccountRow, findAccountForUpdate, insertAccount, updateAccount } from "../store.js"
import type { LinkDeps } from "./deps.js"
import { newRun } from "./run.js"
import { lockLinkToken, setTokenAccount } from "./store.js"
import type { Target } from "./target.js"
import { stateOf } from "./tokens.js"

/** Credentials that were found good, and whose they are. */
export type Accepted = Target & {
  method: "api_key" | "oauth2"
  /** What the customer and the caller gave: credentials, settings, and where the account is. */
  given: Context
  identity: Identity
}

/**
 * Keeps the connection: the account with its secrets, the event that tells of it and the job that checks it, at once
 * or not at all. A token makes one account, however often it is used. Undefined: the token ended meanwhile.
 */
export async function saveConnection(deps: LinkDeps, accepted: Accepted): Promise<AccountRow | undefined> {
  const { token } = accepted
  const saved = await deps.db.transaction().execute(async (tx) => {
    const locked = await lockLinkToken(tx, token.id)
    if (!locked || stateOf(locked, deps.now()) !== "open") return undefined
    const accountId = locked.integrated_account_id
    const before = accountId === null ? undefined : await findAccountForUpdate(tx, token.environment_id, accountId)
    const row = before ? await reconnect(deps, { tx, before }, accepted) : await connect(deps, tx, accepted)
    await deps.jobs.send(tx, {
      queue: "check-connection",
      data: { environmentId: row.environment_id, accountId: row.id },
    })
    await deps.emit(tx, row, before ? "updated" : "created")
    return row
  })
  if (saved) deps.forget(saved.id)
  return saved
}

async function connect(deps: LinkDeps, tx: Db, accepted: Accepted): Promise<AccountRow> {
  const { token, installed, method } = accepted
  const id = randomUUID()
  const inserted = await insertAccount(tx, {
    id,
    environment_id: token.environment_id,
    environment_integration_id: installed.id,
    integration: installed.integration_id,
    tenant_id: token.tenant_id ?? "",
    status: "connecting",
    authentication_method: method,
    ...deps.contexts.close({ id, integration: installed.integration_id }, contextOf(accepted, {})),
    is_sandbox: token.options.isSandbox ?? false,
    region: token.options.region ?? "eu",
    activated_at: null,
  })
  await setTokenAccount(tx, token.id, id)
  return updateAccount(tx, inserted.id, { last_action_run_result: runOf(deps, accepted) })
}

function reconnect(
  deps: LinkDeps,
  { tx, before }: { tx: Db; before: AccountRow },
  accepted: Accepted,
): Promise<AccountRow> {
  const previous = accepted.token.options.persistPreviousContext ? deps.contexts.open(before) : {}
  return updateAccount(tx, before.id, {
    status: "connecting",
    authentication_method: accepted.method,
    ...deps.contexts.close(before, contextOf(accepted, previous)),
    last_error: null,
    last_action_run_result: runOf(deps, accepted),
  })
}

/** What the HR system says of itself beats everybody. */
const contextOf = ({ given, identity }: Accepted, previous: Context): Context => ({
  ...previous,
  ...given,
  ...identity.context,
})

function runOf({ now }: LinkDeps, { token, identity }: Accepted): string {
  const company = { id: identity.companyId, name: identity.companyName }
  return JSON.stringify(newRun({ link_token_id: token.id, company }, now()))
}
