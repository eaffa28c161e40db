/**
 * Writes into the HR system that happen once. A write is a plan of steps; each step's state is committed before and after its
 * request, so that whoever finds it knows whether it may have left (states: operation.ts). What nobody heard the answer to is
 * looked for in the HR system (find-out.ts) by the request itself, by a repeat with its `Idempotency-Key`, by a look at
 * `GET /write/{id}`, or by a job, and then the plan goes on. One process at a time works on an operation, by a lease. It knows
 * the HR system only through plans and the gateway, and neither HTTP nor the synced copy.
 */
import { randomUUID } from "node:crypto"
import type { Connector } from "@rollcall/connector-kit"
import type { WriteOperation } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import { withLease } from "../db/lease.js"
import { type Page, type PageQuery, readPage } from "../db/paging.js"
import { AppError } from "../errors.js"
import { type Gateway, type Reply, readPresentation } from "../gateway/index.js"
import type { Jobs } from "../jobs/index.js"
import type { Vault } from "../vault/index.js"
import { advance } from "./advance.js"
import { answerDone, errorFor, resultIdOf, type WrittenRows } from "./answer.js"
import { showFirstCall, showPlan } from "./dry-run.js"
import { linkLife } from "./hold.js"
import { inHand, type Marks, marksOf } from "./key.js"
import { leaseOf, type Operation } from "./operation.js"
import { type AskedWrite, findWrite, type Known, makePlan, planFrom } from "./plan.js"
import { commitEnd, OTHER_PLAN, planAgain, type Run, type RunDeps, type Stop, stopOf } from "./run.js"
import { showOperation } from "./show.js"
import * as store from "./store.js"

export type WriteRequest = AskedWrite & {
  account: Account
  life: { readonly signal: AbortSignal }
  /** Of the header `Idempotency-Key`. */
  key: string | undefined
}

export type Writes = {
  /** Throws `AppError`: also for what is only partly done, or not known. */
  run(request: WriteRequest): Promise<Reply>
  /** Looks once more at one that is not known, without sending anything. Undefined: there is none. */
  get(environmentId: string, id: string): Promise<WriteOperation | undefined>
  page(environmentId: string, query: PageQuery & { filters: store.OperationFilters }): Promise<Page<WriteOperation>>
  /** Job `write`. */
  reconcile(place: { environmentId: string; operationId: string }): Promise<void>
  /** To be called every few seconds: wakes what was left or is due. Answers the seconds until the next may be. */
  wakeDue(): Promise<number | undefined>
  cleanUp(): Promise<void>
}

export type WritesDeps = RunDeps & {
  db: Db
  vault: Vault
  clock: Clock
  jobs: Pick<Jobs, "send">
  gateway: Pick<Gateway, "write">
  accounts: { find(environmentId: string, id: string): Promise<Account | undefined> }
  connectorOf(account: Account): Connector
  /** Takes into the copy what a write has made or changed. */
  onWritten(account: Account, written: WrittenRows): Promise<void>
}

/** A little longer than a write may take, so that a repeat hears its end. */
const PATIENCE_MS = 27_000
const POLL_MS = 100

export function createWrites(deps: WritesDeps): Writes {
  const { db } = deps
  return {
    run: (request) => runOnce(deps, request),
    async get(environmentId, id) {
      const found = await store.findOperation(db, environmentId, id)
      if (found && isOpen(found)) await lookAt(deps, found, { maySend: false }).catch(() => {})
      const now = found && (await store.findOperation(db, environmentId, id))
      return now && (await show(deps, [now]))[0]
    },
    async page(environmentId, { filters, ...query }) {
      const list = async (at: Parameters<typeof store.listOperations>[2]) => store.listOperations(db, environmentId, at)
      const page = await readPage(deps.vault, {
        binding: `writes ${environmentId}`,
        query,
        list: async (at) => (await list({ ...at, filters })).map((one) => ({ ...one, created_at: one.createdAt })),
        show: (one) => one,
      })
      return { rows: await show(deps, page.rows), nextCursor: page.nextCursor }
    },
    async reconcile({ environmentId, operationId }) {
      const found = await store.findOperation(db, environmentId, operationId)
      if (found && isOpen(found)) await lookAt(deps, found, { maySend: true })
    },
    async wakeDue() {
      for (const { id, environmentId } of await store.listDue(db, MOST_DUE)) {
        const once = { key: id, seconds: WAKE_SECONDS }
        await deps.jobs.send(db, { queue: "write", data: { environmentId, operationId: id }, once })
      }
      return store.secondsUntilDue(db)
    },
    cleanUp: () => store.cleanUp(db),
  }
}

async function show({ db, vault }: WritesDeps, operations: readonly Operation[]): Promise<WriteOperation[]> {
  const ids = operations.map(({ id }) => id)
  const steps = await store.readSteps(db, vault, ids)
  return operations.map((one) => showOperation(one, steps.get(one.id) ?? []))
}

const MOST_DUE = 50
const WAKE_SECONDS = 3

/** Whether reading may still tell more. */
const isOpen = ({ state, nextAt }: Operation) => state === "running" || (state === "unknown" && nextAt !== null)

async function runOnce(deps: WritesDeps, request: WriteRequest): Promise<Reply> {
  const { account } = request
  readPresentation(request.resource, request.query, deps.connectorOf(account).resources[request.resource]?.views)
  const known = findWrite(deps.connectorOf(account), request.resource, request.action)
  const isShown = request.query.dry_run === true || request.query.truto_skip_api_call === true
  if (isShown) return showOnly(deps, request, known)
  const marks = marksOf(request)
  const endsAtMs = deps.clock.elapsedMs() + PATIENCE_MS
  for (;;) {
    const found = marks.keyHash && (await store.findByKey(deps.db, account.id, marks.keyHash))
    const reply = found
      ? await repeat(deps, { request, operation: found, marks })
      : await begin(deps, { request, known, marks })
    if (reply) return reply
    if (deps.clock.elapsedMs() > endsAtMs || request.life.signal.aborted) throw inHand()
    await deps.clock.sleep(POLL_MS)
  }
}

const showOnly = (deps: WritesDeps, request: WriteRequest, known: Known): Promise<Reply> =>
  deps.gateway.write({ ...callOf(request), isShown: true }, async (session) => {
    const planned = { session, ...(await makePlan(session, known, request)) }
    return request.query.dry_run === true ? showPlan(planned) : showFirstCall(planned, request.query)
  })

const callOf = ({ account, life, resource, action }: WriteRequest) => ({ account, life, resource, method: action })

type Beginning = { request: WriteRequest; known: Known; marks: Marks }

/** Undefined: another request took the key meanwhile. */
async function begin(deps: WritesDeps, { request, known, marks }: Beginning): Promise<Reply | undefined> {
  const { account, resource, action } = request
  const life = linkLife(request.life.signal)
  return deps.gateway.write(callOf({ ...request, life }), async (session) => {
    const { facts, steps } = await makePlan(session, known, request)
    const id = randomUUID()
    const { environmentId } = account
    return withLease(deps, { work: leaseOf(id), accountId: account.id }, async (lease) => {
      life.endWith(lease.lost)
      const row = { id, environmentId, accountId: account.id, resource, action, rowId: request.id ?? null }
      const names = steps.map(({ name }) => name)
      if (!(await store.insertOperation(deps.db, deps.vault, { ...row, ...marks, facts, steps: names })))
        return undefined
      const operation = await store.findOperation(deps.db, environmentId, id)
      if (!operation) throw new AppError("account.not_found", "the account was removed meanwhile", { isUndone: true })
      const run = {
        operation,
        known,
        facts,
        steps,
        session,
        lease,
        maySend: true,
        isOrphan: false,
        onSent: life.unlink,
      }
      return finish(deps, account, { ...run, query: request.query })
    })
  })
}

type Started = Omit<Run, "deps" | "kept" | "heard"> & { query: Readonly<Record<string, unknown>> }

/** Goes on as far as it can, and answers or throws what came of it. */
async function finish(deps: WritesDeps, account: Account, { query, ...started }: Started): Promise<Reply> {
  const { operation } = started
  const kept = (await store.readSteps(deps.db, deps.vault, [operation.id])).get(operation.id) ?? []
  const run: Run = { ...started, deps, kept, heard: new Map() }
  const stop = await advance(run)
  await commitEnd(run, {
    ...stop,
    ...(stop.state === "done" ? { resultId: resultIdOf(run) } : {}),
    freesKey: stop.state === "failed",
  })
  if (stop.state !== "done") throw errorFor(operation, run.kept, stop)
  const { reply, written } = await answerDone(run, query)
  // What can't be taken in now is found by the next run.
  await deps.onWritten(account, written).catch(() => {})
  await store.keepAnswer(deps, operation.id, Buffer.from(JSON.stringify(reply)))
  return reply
}

type Repeating = { request: WriteRequest; operation: Operation; marks: Marks }

/** A repeat hears how it ended, or goes on with what was left. Undefined: somebody else is at it. */
async function repeat(deps: WritesDeps, { request, operation, marks }: Repeating): Promise<Reply | undefined> {
  if (!marks.fingerprint.equals(Buffer.from(operation.fingerprint))) {
    throw new AppError("idempotency.mismatch", "this Idempotency-Key was used with another request: use a new key", {
      isUndone: true,
    })
  }
  const kept = await store.readKeptAnswer(deps.db, deps.vault, operation.id)
  const reply = kept
    ? (JSON.parse(kept.toString("utf8")) as Reply) // as it was sealed
    : await lookAt(deps, operation, { maySend: true, query: request.query })
  return reply && { ...reply, headers: { ...reply.headers, "idempotency-replayed": "true" } }
}

type Looking = { maySend: boolean; query?: Readonly<Record<string, unknown>> }

/** Takes an operation up from what is kept of it. Undefined: somebody else has it in hand. */
async function lookAt(deps: WritesDeps, { id, environmentId, accountId }: Operation, looking: Looking) {
  const { maySend, query = {} } = looking
  const account = await deps.accounts.find(environmentId, accountId)
  if (!account) throw new AppError("account.not_found", `there is no integrated account ${accountId}`)
  return withLease(deps, { work: leaseOf(id), accountId: account.id }, async (lease) => {
    const operation = await store.findOperation(deps.db, environmentId, id)
    const facts = operation && (await store.readFacts(deps.db, deps.vault, id))
    const kept = (await store.readSteps(deps.db, deps.vault, [id])).get(id) ?? []
    if (!operation || !facts) throw new AppError("write.unknown", "it is too old to be gone on with", { write: { id } })
    if (operation.askPerson !== null) throw errorFor(operation, kept, stopOf(operation))
    const { resource, action } = operation
    const known = findWrite(deps.connectorOf(account), resource, action)
    const life = linkLife(lease.lost)
    return deps.gateway.write({ account, life, resource, method: action }, async (session) => {
      const steps = planFrom(known.write, facts)
      const isOrphan = operation.state === "running" && !operation.hasKey
      const run = { operation, known, facts, steps, session, lease, maySend, isOrphan, onSent: () => {} }
      const isSame = steps.length === kept.length && steps.every(({ name }, at) => name === kept[at]?.name)
      if (!isSame) return leave({ ...run, deps, kept, heard: new Map() }, OTHER_PLAN)
      if (operation.state === "partial") await planAgain({ ...run, deps, kept, heard: new Map() })
      return finish(deps, account, { ...run, query })
    })
  })
}

async function leave(run: Run, stop: Stop): Promise<never> {
  await commitEnd(run, stop)
  throw errorFor(run.operation, run.kept, stop)
}

export type { WrittenRows } from "./answer.js"
