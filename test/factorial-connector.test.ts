import { factorial } from "@rollcall/connector-factorial"
import type { Remote } from "@rollcall/connector-kit"
import { describeConnector } from "@rollcall/connector-kit/testing"
import { type Sandbox, startSandbox } from "@rollcall/sandbox-factorial"
import { afterAll } from "vitest"

let sandbox: Promise<Sandbox> | undefined
const lists = new Map<string, Promise<Remote[]>>()

async function readList(path: string): Promise<Remote[]> {
  sandbox ??= startSandbox({ size: 120, today: "2026-11-23" })
  const { url, apiKey } = await sandbox
  const rows: Remote[] = []
  let after: string | undefined
  do {
    const query = factorial.api.writeQuery({ include_deleted_leaves: true, limit: 100, after_id: after })
    const answer = await fetch(`${url}${factorial.api.root}/${path}?${query}`, { headers: { "x-api-key": apiKey } })
    const body: any = await answer.json()
    rows.push(...body.data)
    after = body.meta.has_next_page ? body.meta.end_cursor : undefined
  } while (after)
  return rows
}

describeConnector(factorial, {
  today: "2026-11-23",
  rows(path) {
    const known = lists.get(path) ?? readList(path)
    lists.set(path, known)
    return known
  },
})

afterAll(async () => (await sandbox)?.close())
