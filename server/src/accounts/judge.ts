import type { Identity } from "@rollcall/connector-kit"
import type { AccountCalls } from "./account.js"
import type { ContextVault } from "./context-vault.js"
import { assertCredentials } from "./credentials.js"
import { identify, settingsOf } from "./identify.js"
import type { IntegrationFacts } from "./integration.js"
import { readRun } from "./link/run.js"
import type { Context } from "./secrets.js"
import { toAccount } from "./show.js"
import type { AccountRow } from "./store.js"
import type { Upstreams } from "./upstream.js"

export type JudgeDeps = Pick<Upstreams, "upstreamWith"> & {
  calls: Pick<AccountCalls, "credentials">
  contexts: Pick<ContextVault, "fields">
}

/** A credential that somebody gives to an account, or would connect a new one with. */
export type Candidate = {
  facts: IntegrationFacts
  method: "api_key" | "oauth2"
  /** The whole context as it would be kept. */
  context: Context
  account: AccountRow | undefined
}

export type Judged =
  | { kind: "good"; identity: Identity }
  | { kind: "refused" }
  | { kind: "down"; reason: string }
  /** An account stays with the company that it was connected to. */
  | { kind: "wrong_company"; expected: string; got: string }

/** Every credential is asked whose it is before it replaces another, whoever gives it. */
export async function judgeCredentials(deps: JudgeDeps, candidate: Candidate): Promise<Judged> {
  const { facts, method, context, account } = candidate
  const credentials = assertCredentials(deps.contexts.fields(facts.id), method, context)
  const connection = { integration: facts.id, context, ...(account ? { id: account.id } : {}) }
  const upstream = deps.upstreamWith(connection, async () => credentials)
  const identified = await identify({ facts, upstream, settings: settingsOf(facts, context) })
  if (identified.kind !== "known") return identified
  const { identity } = identified
  const known = account && (noteOf(account) ?? (await askWhose(deps, facts, account)))
  if (!known || known.id === identity.companyId) return { kind: "good", identity }
  return {
    kind: "wrong_company",
    expected: known.name ?? known.id,
    got: identity.companyName ?? identity.companyId,
  }
}

type Company = { id: string; name: string | null }

/** What is noted of the account's company; who imported it may have written a number. */
function noteOf({ last_action_run_result, context: { company_id: id, company_name: name } }: AccountRow) {
  const said = readRun(last_action_run_result)?.company
  if (said) return said
  if (typeof id !== "string" && typeof id !== "number") return undefined
  return { id: String(id), name: typeof name === "string" ? name : null }
}

/** One that was never asked: its own credential says whose it is, as long as it works. */
async function askWhose(deps: JudgeDeps, facts: IntegrationFacts, row: AccountRow): Promise<Company | undefined> {
  const account = toAccount(row)
  const upstream = deps.upstreamWith(account, () => deps.calls.credentials(account))
  const identified = await identify({ facts, upstream, settings: settingsOf(facts, row.context) })
  if (identified.kind !== "known") return undefined
  return { id: identified.identity.companyId, name: identified.identity.companyName }
}
