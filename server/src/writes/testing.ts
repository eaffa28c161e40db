/** Writes on a database of its own and an HR system in memory, whose connections break and whose callers' processes die. */
import {
  type Connector,
  isRemote,
  type Remote,
  refuseInput,
  resource,
  type Step,
  UpstreamError,
  view,
  type WireRequest,
  write,
} from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import { createClock } from "../clock.js"
import { type Db, putClock, readClockOffset } from "../db/index.js"
import { testVault } from "../db/testing.js"
import { type Gateway, toAppError } from "../gateway/index.js"
import { groupView, readerOf, tableAt } from "../gateway/testing.js"
import { openWriteSession } from "../gateway/write-session.js"
import { insertAccount } from "../records/testing.js"
import { createWrites, type WriteRequest, type Writes, type WrittenRows } from "./index.js"

/**
 * What becomes of one request: `lost` never arrives, `unheard` is carried out and its answer is lost, `late` is carried out
 * when somebody has looked for it; `empty` is carried out and answers nothing. A number is a refusal with
 * that status.
 */
export type Fate = "ok" | "lost" | "unheard" | "late" | "empty" | number

const teams = tableAt("teams", { by: { id: "id" }, columns: ["name"] })
const people = tableAt("people", { by: { id: "id", team_id: "team_id" }, columns: ["team_id"] })

const createTeam: Step = {
  name: "create_team",
  request: { method: "POST", path: "teams", body: { name: "Red" } },
  row: teams,
  settled: { table: teams, query: {}, isLike: (row) => row.name === "Red" },
}
const addLead: Step = {
  name: "add_lead",
  request: ({ create_team: team }) => ({ method: "POST", path: "people", body: { team_id: team?.id } }),
  row: people,
  settled: ({ create_team: team }) => ({ table: people, query: {}, isLike: (row) => row.team_id === team?.id }),
}

/** Its row is written whole. */
const change = (step: string, id: string, values: Remote): Step => ({
  name: step,
  reads: () => ({ before: { table: teams, value: id } }),
  request: (_, { before = [] }) => ({ method: "PUT", path: `teams/${id}`, body: { ...before[0], ...values } }),
  row: teams,
  settled: { table: teams, id, shows: (row) => Object.entries(values).every(([name, value]) => row?.[name] === value) },
  isRepeatable: true,
})

/** A group is made in two steps, changed in ones that may be repeated, deleted in one; nothing tells whether people were told. */
const groups = resource(
  "groups",
  {
    teams: { ...groupView({ from: teams }), map: (row) => ({ id: String(row.id), name: String(row.name) }) },
    // Of another table, whose ids are the same numbers.
    offices: view({
      from: tableAt("parents"),
      relations: {},
      idPrefix: "office-",
      map: (row) => ({ id: `office-${row.id}` }),
    }),
  },
  {
    writes: {
      create: write("groups", "create", {
        takes: ["name", "description"],
        view: "teams",
        references: { kinds: tableAt("kinds") },
        plan: ({ body }, { kinds = [] }) => [
          ...(body.description === "of a kind" && kinds.length === 0 ? refuseInput("description", "is no kind") : []),
          createTeam,
          ...(body.description === undefined ? [addLead] : []),
        ],
      }),
      update: write("groups", "update", {
        takes: ["name", "description"],
        view: "teams",
        plan: ({ id, body: { name, description } }) => [
          change("rename", id, { name }),
          ...(description === undefined
            ? []
            : [{ ...change("describe", id, { description }), settled: { askPerson: "see in the team" } }]),
        ],
      }),
      delete: write("groups", "delete", {
        takes: [],
        view: "teams",
        plan: ({ id }) => [
          {
            name: "delete",
            request: { method: "DELETE", path: `teams/${id}` },
            settled: { table: teams, id, shows: (row) => row === undefined },
          },
        ],
      }),
      add_members: write("groups", "add_members", {
        takes: ["employees"],
        view: "teams",
        plan: () => [
          {
            name: "tell",
            request: { method: "POST", path: "letters", body: {} },
            settled: { askPerson: "see in the letters whether they were sent" },
          },
        ],
      }),
    },
    lacks: { remove_members: "people leave by themselves here" },
  },
)

const ACME = { name: "Acme", resources: { groups } } as unknown as Connector // what is read of one

export class Killed extends Error {}

export type World = {
  db: Db
  account: Account
  lists: { teams: Remote[]; people: Remote[]; letters: Remote[]; parents: Remote[]; kinds: Remote[] }
  /** Lists that may not be read. */
  refused: string[]
  /** Of the next requests, in order; then all are `ok`. */
  fates: Fate[]
  /** Requests that have left, by method and path. */
  sent: string[]
  written: WrittenRows[]
  jobs: { environmentId: string; operationId: string }[]
  /** A process; one that is killed before or after its n-th commit does nothing more, and gives nothing back. */
  process(kill?: { at: number; when: "before" | "after" }): Writes & { commits(): number }
  ask(more?: Partial<WriteRequest>): WriteRequest
  /** As if so many seconds had passed: leases end, requests that were on their way have arrived or are lost. */
  pass(seconds: number): Promise<void>
}

export async function startWorld(db: Db): Promise<World> {
  const { environmentId, accountId } = await insertAccount(db)
  const account = { id: accountId, environmentId, integration: "acme", isSandbox: false, context: {} } as Account // what is read of one
  const lists: World["lists"] = { teams: [], people: [], letters: [], parents: [], kinds: [] }
  const late: (() => void)[] = []
  const world: Omit<World, "process" | "ask" | "pass"> = {
    db,
    account,
    lists,
    refused: [],
    fates: [],
    sent: [],
    written: [],
    jobs: [],
  }
  /** One after another: the clock is a function of the database, and two can't be replaced at once. */
  let passing = Promise.resolve()
  const pass = (seconds: number) => {
    passing = passing.then(async () => {
      for (const arrive of late.splice(0)) arrive()
      await putClock(db, (await readClockOffset(db)) + seconds * 1_000)
    })
    return passing
  }
  const ask: World["ask"] = (more = {}) => ({
    ...{ account, life: { signal: new AbortController().signal }, resource: "groups", action: "create", id: undefined },
    ...{ body: { name: "Red" }, query: {}, key: "key-1" },
    ...more,
  })
  return {
    ...world,
    pass,
    ask,
    process(kill) {
      const { db: mortal, commits } = mortalDb(db, kill)
      const clock = createClock()
      const { jobs, written } = world
      const writes = createWrites({
        ...{ db: mortal, vault: testVault(), gateway: gatewayOf(world, late) },
        clock: { ...clock, sleep: (ms: number) => pass(ms / 1_000) },
        jobs: { send: async (_tx, job) => void (job.queue === "write" && jobs.push(job.data)) },
        accounts: { find: async () => account },
        connectorOf: () => ACME,
        onWritten: async (_account, rows) => void written.push(rows),
      })
      return { ...writes, commits }
    },
  }
}

/** Counts commits, and dies at one of them: then nothing reaches the database any more. */
function mortalDb(db: Db, kill?: { at: number; when: "before" | "after" }) {
  let commits = 0
  let isDead = false
  const die = (): never => {
    isDead = true
    throw new Killed("killed")
  }
  const execute: ReturnType<Db["transaction"]>["execute"] = async (act) => {
    commits++
    if (kill?.at === commits && kill.when === "before") die()
    const done = await db.transaction().execute(act)
    return kill?.at === commits && kill.when === "after" ? die() : done
  }
  const mortal = new Proxy(db, {
    get(target, name) {
      if (isDead) throw new Killed("dead")
      if (name === "transaction") return () => ({ execute })
      const value = Reflect.get(target, name)
      return typeof value === "function" ? value.bind(target) : value
    },
  })
  return { db: mortal, commits: () => commits }
}

type Hr = Pick<World, "lists" | "refused" | "fates" | "sent" | "account">

function gatewayOf(hr: Hr, late: (() => void)[]): Pick<Gateway, "write"> {
  return {
    async write(call, act) {
      const reader = { ...readerOf({ lists: hr.lists, refused: hr.refused, zone: "Europe/Madrid" }), connector: ACME }
      const write = async (request: WireRequest) => {
        if (call.life.signal.aborted) throw trouble({ reason: "abandoned", mayHaveHappened: false })
        return answer(hr, late, request)
      }
      try {
        return await act(openWriteSession({ ...reader, account: hr.account, write } as typeof reader, () => {}))
      } catch (error) {
        throw toAppError(error)
      }
    },
  }
}

const trouble = (more: Partial<UpstreamError>) =>
  new UpstreamError("trouble", { verdict: "stop", reason: "connection", mayHaveHappened: true, ...more })

function answer(hr: Hr, late: (() => void)[], request: WireRequest) {
  const fate = hr.fates.shift() ?? "ok"
  hr.sent.push(`${request.method} ${request.path}`)
  if (fate === "lost") throw trouble({})
  if (typeof fate === "number")
    throw trouble({
      reason: "answer",
      status: fate,
      mayHaveHappened: fate >= 500,
      verdict: fate === 429 ? "limit" : "stop",
    })
  if (fate === "late") {
    late.push(() => void carryOut(hr, request))
    throw trouble({})
  }
  const row = carryOut(hr, request)
  if (fate === "unheard") throw trouble({ reason: "timeout" })
  const body = Buffer.from(fate === "empty" ? "" : JSON.stringify(row ?? {}))
  return { status: 200, headers: {}, url: "", rateLimit: {}, body }
}

function carryOut({ lists }: Hr, { method, path, body }: WireRequest): Remote | undefined {
  const [, , name = "", id] = path.split("/")
  const list = lists[name as "teams"] // the paths of the plans above
  const given = readRemoteJson(String(body ?? "{}"))
  const values = isRemote(given) ? given : {}
  const at = list.findIndex((row) => row.id === id)
  if (method === "DELETE") return list.splice(at, at < 0 ? 0 : 1)[0]
  const row = id === undefined ? { id: String(list.length + 1), ...values } : { ...list[at], ...values }
  if (id === undefined) list.push(row)
  else list[at] = row
  return row
}
