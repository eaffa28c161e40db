import { expect, it } from "vitest"
import type { Connector } from "../connector.js"
import { api } from "../http/testing.js"
import { onePage } from "../paging/index.js"
import { table } from "../table.js"
import { todo } from "../todo.js"
import { resource, view } from "../view.js"
import { unwrittenIn } from "./unwritten.js"

const people = table({
  ...{ name: "people", page: onePage(), columns: [], by: {} },
  list: () => todo("tables.ts, list: the call"),
  rows: (body) => body,
})
const whole: Connector = {
  ...{ id: "x", name: "X", category: "hris", version: "1", auth: {}, api, proxy: new Map() },
  connect: { identity: { request: { method: "GET", path: "me" }, fields: [], read: () => undefined }, checks: [] },
  resources: {},
}

it("what is to be written is told in an author's order, each thing once, and what is written is not", () => {
  expect(unwrittenIn(whole)).toEqual([])
  const connector: Connector = {
    ...whole,
    resources: {
      employees: resource("employees", {
        people: view({ from: people, relations: {}, map: () => todo("employees.ts, map: a person") }),
      }),
    },
    proxy: new Map([["a", { name: "a", path: "TODO/a", methods: [] }]]),
    api: { ...api, hosts: { production: "https://TODO.example" }, authorize: () => todo("api.ts, authorize: headers") },
  }
  expect(unwrittenIn(connector)).toEqual([
    "api.hosts.production is a placeholder: https://TODO.example",
    "api.ts, authorize: headers",
    "tables.ts, list: the call",
    "employees.ts, map: a person",
    "proxy.a.path is a placeholder: TODO/a",
  ])
})
