import { type AuthField, authFields, type ConnectCheck, namesIn, UpstreamError } from "@rollcall/connector-kit"
import type { Db } from "../../db/index.js"
import { AppError } from "../../errors.js"
import type { Jobs } from "../../jobs/index.js"
import { type Asking, ask, type Identified, identify, settingsOf } from "../identify.js"
import { hostIn, type IntegrationFacts } from "../integration.js"
import type { Emit } from "../lifecycle.js"
import type { Context } from "../secrets.js"
import { toAccount } from "../show.js"
import { type AccountRow, findAccount, findAccountForUpdate, updateAccount } from "../store.js"
import type { Upstreams } from "../upstream.js"
import { type CheckRun, type CheckStep, newRun, readRun } from "./run.js"
import { lockLinkToken, setTokenUsed, writeRun } from "./store.js"

export type CheckDeps = Pick<Upstreams, "upstream"> & {
  db: Db
  now(): Date
  emit: Emit
  jobs: Pick<Jobs, "send">
  forget(id: string): void
  integrations: readonly IntegrationFacts[]
}

/** `setting` stands in the address. */
type Checking = Asking & { setting: AuthField | undefined }
type Outcome = { status: "active" | "post_install_error" | "validation_error"; error: string | null }
const AT_ONCE = 3

/**
 * Finds out whose the connection is and what it may read, one step after another where the page can watch, and then
 * settles the account's status. Runs again after a crash from where it began; a newer connecting makes it void.
 * Undefined: there is nothing to check.
 */
export async function checkConnection(
  deps: CheckDeps,
  place: { environmentId: string; accountId: string },
): Promise<AccountRow | undefined> {
  const row = await findAccount(deps.db, place.environmentId, place.accountId)
  const facts = deps.integrations.find((one) => one.id === row?.integration)
  const run = readRun(row?.last_action_run_result)
  if (!row || !facts || !run || run.finished_at !== null) return row
  const upstream = deps.upstream(toAccount(row), "live")
  const checking: Checking = {
    facts,
    upstream,
    settings: settingsOf(facts, row.context),
    setting: addressSetting(facts, row.context),
  }
  const show = async (steps: readonly CheckStep[]) => {
    await writeRun(deps.db, row.id, { id: run.id, result: JSON.stringify({ ...run, steps }) })
  }
  const credential = credentialStep()
  await show([credential])
  const identified = await identify(checking)
  Object.assign(credential, settleCredential(identified, facts.name))
  const steps = credential.status === "ok" ? await runChecks(checking, credential, show) : [credential]
  return settle(deps, row, { run: { ...run, steps }, identified, outcome: judge(steps, facts.name) })
}

/** Makes a finished or unknown run begin anew, for `run-post-install-actions` and "check again". */
export async function restartRun(
  { db, now, forget, jobs }: CheckDeps,
  place: { environmentId: string; accountId: string },
  { asJob }: { asJob: boolean },
): Promise<AccountRow | undefined> {
  const restarted = await db.transaction().execute(async (tx) => {
    const row = await findAccountForUpdate(tx, place.environmentId, place.accountId)
    if (!row) return undefined
    const before = readRun(row.last_action_run_result)
    const run = newRun({ link_token_id: before?.link_token_id ?? null, company: before?.company ?? null }, now())
    if (asJob) await jobs.send(tx, { queue: "check-connection", data: place })
    // Whoever asks to check again wants to know now, whatever the HR system asked for before.
    return updateAccount(tx, row.id, {
      last_action_run_result: JSON.stringify(run),
      held_until: null,
      refresh_after: null,
    })
  })
  forget(place.accountId)
  return restarted
}

/** The first setting in the account's address. */
function addressSetting(facts: IntegrationFacts, context: Context): AuthField | undefined {
  const template = facts.hosts[hostIn(context) ?? "production"] ?? ""
  const [name] = namesIn(template)
  return authFields(facts.auth).find((field) => field.name === name)
}

const credentialStep = (): CheckStep => ({
  name: "credential",
  status: "running",
  permission: null,
  is_required: true,
  message: null,
})

function settleCredential(identified: Identified, name: string): Pick<CheckStep, "status" | "message"> {
  if (identified.kind === "known") return { status: "ok", message: identified.identity.companyName }
  if (identified.kind === "refused") return { status: "missing", message: `${name} does not accept the credential` }
  return { status: "failed", message: `${name} does not answer: ${identified.reason}` }
}

/** A few at a time; every result is shown as it comes. */
async function runChecks(
  checking: Checking,
  credential: CheckStep,
  show: (steps: readonly CheckStep[]) => Promise<void>,
): Promise<CheckStep[]> {
  const { checks } = checking.facts.connect
  const steps = checks.map(
    (check): CheckStep => ({
      name: check.data,
      status: "running",
      permission: check.permission,
      is_required: check.isRequired,
      message: null,
    }),
  )
  await show([credential, ...steps])
  const waiting = checks.map((check, index) => ({ check, step: steps[index] }))
  const absent = new Set<CheckStep | undefined>()
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { isAbsent, ...found } = await tryReading(checking, next.check)
      Object.assign(next.step ?? {}, found)
      if (isAbsent) absent.add(next.step)
      await show([credential, ...steps])
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const { setting } = checking
  if (setting && steps.every((step) => absent.has(step))) for (const step of steps) blame(step, setting)
  return [credential, ...steps]
}

/** Where there is nothing at all, the address is of nobody. A company that is known by a setting looks good until then. */
function blame(step: CheckStep, { name, label }: AuthField): void {
  step.setting = name
  step.message = `there is nothing at this address, so "${label}" may be wrong`
}

type Tried = Pick<CheckStep, "status" | "message"> & { isAbsent?: boolean }

async function tryReading(checking: Asking, check: ConnectCheck): Promise<Tried> {
  try {
    await ask(checking, check.request)
    return { status: "ok", message: null }
  } catch (error) {
    if (error instanceof AppError) return { status: "failed", message: error.message }
    if (!(error instanceof UpstreamError)) throw error
    // Only a refusal is something the customer can mend; a list that is not there or not readable is not.
    const isRefused = error.status === 403 || error.verdict === "reconnect"
    return { status: isRefused ? "missing" : "failed", message: error.message, isAbsent: error.status === 404 }
  }
}

function judge(steps: readonly CheckStep[], name: string): Outcome {
  const [credential] = steps
  if (credential && credential.status !== "ok") return { status: "post_install_error", error: credential.message }
  const bad = steps.find((step) => step.is_required && step.status !== "ok")
  if (!bad) return { status: "active", error: null }
  const error =
    bad.status === "missing"
      ? `${bad.name} can't be read: allow "${bad.permission}" in ${name} and connect again`
      : `${bad.name} can't be read: ${bad.message}`
  return { status: "validation_error", error }
}

type Settling = { run: CheckRun; identified: Identified; outcome: Outcome }

/** The status, the event that tells of it and the end of the link token, at once. */
async function settle(
  deps: CheckDeps,
  row: AccountRow,
  { run, identified, outcome }: Settling,
): Promise<AccountRow | undefined> {
  const settled = await deps.db.transaction().execute(async (tx) => {
    // Before the account, as everybody does who takes both.
    if (run.link_token_id) await lockLinkToken(tx, run.link_token_id)
    const current = await findAccountForUpdate(tx, row.environment_id, row.id)
    const known = readRun(current?.last_action_run_result)
    // A newer run began, or another worker with the same run was first.
    if (!current || known?.id !== run.id || known.finished_at !== null) return current
    const isSettled = keepsStatus(current, run.steps)
    const facts = identified.kind === "known" ? identified.identity : undefined
    const company = facts ? { id: facts.companyId, name: facts.companyName } : run.company
    const result = { ...run, company, finished_at: deps.now().toISOString() }
    const after = await updateAccount(tx, row.id, {
      ...(isSettled ? {} : { status: outcome.status, last_error: outcome.error }),
      last_action_run_result: JSON.stringify(result),
      context: JSON.stringify({ ...current.context, ...facts?.context }),
    })
    if (outcome.status === "active" && run.link_token_id) await setTokenUsed(tx, run.link_token_id)
    if (!isSettled) await deps.emit(tx, after, outcome.status)
    return after
  })
  deps.forget(row.id)
  return settled
}

/** A refusal has been told already; and what works is not ended by an HR system that does not answer for a while. */
function keepsStatus({ status }: AccountRow, steps: readonly CheckStep[]): boolean {
  if (status === "needs_reauth") return steps[0]?.status === "missing"
  return status === "active" && steps.some((step) => step.is_required && step.status === "failed")
}
