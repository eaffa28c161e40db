import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Connector } from "@rollcall/connector-kit"
import type { Account, Accounts } from "../../accounts/index.js"
import { accountsOn, factsAt } from "../../accounts/testing.js"
import { createClock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { insertEnvironment, testVault } from "../../db/testing.js"
import { createEgress } from "../../egress/index.js"
import { AppError } from "../../errors.js"
import type { Jobs } from "../../jobs/index.js"
import { CHALLENGE, type Sandbox, startSandbox } from "../../testing.js"
import { createHintTrust, createInbound, type Follow, type HintTrust, type Inbound } from "./index.js"

export type Posted = { path: string; headers: Record<string, string | undefined>; body: string; status: number }

/** A local HR system, a connected account, and the part under test behind a real socket. */
export type World = {
  sandbox: Sandbox
  accounts: Accounts
  account: Account
  inbound: Inbound
  trust: HintTrust
  place: { environmentId: string; accountId: string }
  /** Rows that were asked to be read again. */
  followed: string[]
  /** What was posted to us, with our answer. */
  posted: Posted[]
  url: string
  /** Another connection of the same company, in an environment of its own. */
  connect(): Promise<Account>
  close(): Promise<void>
}

/** The connector comes from the test, because only app.ts names one. */
type Settings = { db: Db; jobs: Jobs; connector: Connector; follow?: Follow }

export async function startWorld({ db, jobs, connector, follow = async () => [] }: Settings): Promise<World> {
  const sandbox = await startSandbox({ size: 4, today: "2026-11-23", webhookRetryMs: [5] })
  const egress = createEgress({ allowPrivateNetwork: true })
  const accounts = accountsOn(db, { egress, facts: { ...factsAt(sandbox.url), id: connector.id, api: connector.api } })
  const followed: string[] = []
  const posted: Posted[] = []
  const door = await openDoor((delivery) => inbound.receive(delivery), posted)
  const clock = createClock()
  const connectors = new Map([[connector.id, connector]])
  const trust = createHintTrust({ db, connectors, clock })
  const inbound: Inbound = createInbound({
    db,
    jobs,
    accounts,
    vault: testVault(),
    connectors,
    publicUrl: door.url,
    allowPrivateNetwork: true,
    follow(account, hints) {
      followed.push(...hints.map(({ table, column, values }) => `${table} ${column} ${values.join()}`))
      return follow(account, hints)
    },
    clock,
  })
  const connect = async (): Promise<Account> => {
    const environmentId = await insertEnvironment(db)
    const made = await accounts.admin.create(environmentId, {
      tenantId: "acme",
      integration: connector.id,
      context: { api_key: sandbox.apiKey },
      authenticationMethod: "api_key",
    })
    // As its first check would leave it.
    await db.updateTable("integrated_account").set({ status: "active" }).where("id", "=", made.id).execute()
    const account = await accounts.find(environmentId, made.id)
    if (!account) throw new Error("the account was just made")
    return account
  }
  const account = await connect()
  const close = async () => {
    await sandbox.close()
    await door.close()
    await egress.close()
  }
  const place = { environmentId: account.environmentId, accountId: account.id }
  return { sandbox, accounts, account, inbound, trust, place, followed, posted, url: door.url, connect, close }
}

async function openDoor(receive: Inbound["receive"], posted: Posted[]) {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await readBody(request)
    const [, , accountId = "", key = ""] = (request.url ?? "").split("/")
    const header = (name: string) => [request.headers[name]].flat()[0]
    const status = await receive({ accountId, key, header, body }).then(
      (isTaken) => (isTaken ? 200 : 404),
      (error: unknown) => (error instanceof AppError ? error.status : 500),
    )
    const headers = { [CHALLENGE]: header(CHALLENGE) }
    posted.push({ path: request.url ?? "", headers, body: body.toString("utf8"), status })
    response.writeHead(status).end()
  }
  const server = createServer((request, response) => void answer(request, response))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, "close")
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close } // it listens on TCP
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Makes something happen in the company. */
export async function act({ sandbox }: World, action: string, body: object): Promise<{ id: string }> {
  const answer = await fetch(`${sandbox.url}/_sandbox/${action}`, { method: "POST", body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`)
  return answer.json() as Promise<{ id: string }> // rows have an id
}

export const SUBSCRIPTIONS = "api_public/webhook_subscriptions"
/** Subscriptions as the HR system has them. */
export const subscriptionsOf = ({ sandbox }: World): { readonly [column: string]: unknown; id: string }[] =>
  sandbox.running.store.all(SUBSCRIPTIONS)
