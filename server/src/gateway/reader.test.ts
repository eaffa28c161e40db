import {
  type AuthField,
  type CompanyDay,
  type Connector,
  createUpstream,
  isTimeZone,
  listAt,
  type ReadList,
  type Remote,
  START,
  UpstreamError,
} from "@rollcall/connector-kit"
import { accessOf, api, startLocal } from "@rollcall/connector-kit/testing"
import { describe, expect, it } from "vitest"
import type { Account, AccountUpstream } from "../accounts/index.js"
import { ANSWERS, createKeptLists, SMALL_TABLES, VALUES } from "./kept-lists.js"
import { openReader, timeZoneOf } from "./reader.js"
import { account, tableAt } from "./testing.js"

const zone: AuthField = {
  name: "zone",
  label: "Time zone",
  isSecret: false,
  isRequired: false,
  pattern: /[A-Za-z_/+-]+/,
  accepts: isTimeZone,
}
const table = tableAt("places")
const timeZone = ([row]: readonly Remote[]) => (row ? String(row.zone) : undefined)
const connectorWith = (companyDay: CompanyDay): Connector =>
  ({ companyDay, auth: { api_key: { format: "api_key", fields: [zone] } }, api: API }) as unknown as Connector // what a day needs
const API = { root: "", writeQuery: () => "" }
const accountWith = (context: Record<string, unknown>): Account => ({ ...account, context })

describe("The company's time zone", () => {
  const said = { sync: { time_zone: "Asia/Tokyo" } }
  const given = { zone: "America/Bogota" }
  const places = [{ zone: "Europe/Madrid" }]
  const both: CompanyDay = { table, timeZone, setting: "zone" }
  it.each<[string, CompanyDay, Record<string, unknown>, Remote[], string | undefined]>([
    ["what the account's sync says, before all", both, { ...said, ...given }, places, "Asia/Tokyo"],
    ["the HR system's, before what the customer gave", both, given, places, "Europe/Madrid"],
    ["what the customer gave, where the HR system says none", both, given, [], "America/Bogota"],
    [
      "what the customer gave, where the HR system says what is none",
      both,
      given,
      [{ zone: "Here" }],
      "America/Bogota",
    ],
    ["what the customer gave, where there is no table", { setting: "zone" }, given, [], "America/Bogota"],
    [
      "what the account's sync says, where there is no table",
      { setting: "zone" },
      { ...said, ...given },
      [],
      "Asia/Tokyo",
    ],
    ["the HR system's, where no setting says it", { table, timeZone }, given, places, "Europe/Madrid"],
    ["not known, where the customer gave none", { setting: "zone" }, {}, [], undefined],
    ["not known, where what the account has is none", { setting: "zone" }, { zone: "No/Where" }, [], undefined],
    ["not known, where no field declares the setting", { setting: "other" }, { other: "Europe/Madrid" }, [], undefined],
  ])("is %s", (_what, day, context, rows, expected) =>
    expect(timeZoneOf(connectorWith(day), accountWith(context), rows)).toBe(expected),
  )

  it("is what the customer gave, where the HR system refuses to say it, and the day is of it", async () => {
    const refusing = {
      now: () => Date.parse("2026-11-23T02:00:00Z"),
      fetch: () => Promise.reject(new UpstreamError("no", { verdict: "skip", status: 403 })),
    } as unknown as AccountUpstream // what a read takes of it
    const deps = {
      accounts: { upstream: () => refusing },
      references: createKeptLists<readonly Remote[]>(refusing.now, SMALL_TABLES),
      answers: createKeptLists<ReadList>(refusing.now, ANSWERS),
      values: createKeptLists<readonly string[]>(refusing.now, VALUES),
      inFlight: new Map(),
    }
    const open = (day: CompanyDay, context: Record<string, unknown>) =>
      openReader(deps, {
        account: accountWith(context),
        connector: connectorWith(day),
        priority: "live",
        signal: AbortSignal.timeout(10_000),
      })
    const reader = open(both, given)
    expect([await reader.ownTimeZone(), await reader.today()]).toEqual(["America/Bogota", "2026-11-22"])
    expect(await open(both, {}).ownTimeZone()).toBeUndefined()
    expect(await open({ setting: "zone" }, given).timeZone()).toBe("America/Bogota")
  })
})

it("Of the people whom a list is read for their ids are kept, and no rows", async () => {
  const local = await startLocal()
  const kept: number[] = []
  const now = () => 0
  const sizeOf = (rows: readonly Remote[]) => {
    kept.push(rows.length)
    return rows.length
  }
  const upstream = { ...createUpstream(api, local.transport, accessOf()), baseUrl: "", now: local.transport.now }
  const deps = {
    accounts: { upstream: () => upstream },
    references: createKeptLists<readonly Remote[]>(now, { ...SMALL_TABLES, sizeOf }),
    answers: createKeptLists<ReadList>(now, ANSWERS),
    values: createKeptLists<readonly string[]>(now, VALUES),
    inFlight: new Map(),
  }
  const people = { ...listAt(api, "people"), name: "people", columns: [], by: {} }
  const idsOf = (rows: readonly Remote[]) => rows.map(({ id }) => String(id))
  const list = {
    ...{ ...listAt(api, "files"), name: "files" },
    perValue: { column: "person", parameter: "person", of: people, values: idsOf },
  }
  const connector = { api } as unknown as Connector // what a list needs
  const signal = AbortSignal.timeout(10_000)
  local.answer((response, { url = "" }) => {
    const rows = url.includes("people") ? [{ id: "1" }, { id: "2" }] : [{ id: "f" }]
    response.writeHead(200).end(JSON.stringify({ data: rows, meta: {} }))
  })
  for (const position of [START, { after: "1" }]) {
    const reader = openReader(deps, { account, connector, priority: "live", signal })
    expect((await reader.page({ list, query: {}, position, size: 5 })).rows).toHaveLength(1)
  }
  expect(local.requests.map(({ url }) => url.split("/").at(-1)?.split("?")[0])).toEqual(["people", "files", "files"])
  expect(kept).toEqual([])
  await local.close()
})
