import { bamboohr } from "@rollcall/connector-bamboohr"
import { factorial } from "@rollcall/connector-factorial"
import type { Connector, WireRequest } from "@rollcall/connector-kit"
import { casesOf, type Given, samplesOf } from "@rollcall/connector-kit/testing"
import { RESOURCES } from "@rollcall/contract"
import * as localBamboohr from "@rollcall/sandbox-bamboohr"
import * as localFactorial from "@rollcall/sandbox-factorial"
import { afterAll, beforeAll, expect, it } from "vitest"
import { dataDictionary, type System, sourcesOfAll } from "./data-dictionary.js"
import { findSources } from "./sources-of-fields.js"

const TODAY = "2026-11-23"

const open: { close(): Promise<unknown> }[] = []
const systems: System[] = []

async function answered(
  url: string,
  { method, path, headers, body }: Pick<WireRequest, "method" | "path" | "headers" | "body">,
) {
  const answer = await fetch(url, {
    method,
    headers: { ...headers },
    ...(body === undefined ? {} : { body: String(body) }),
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  return { status: answer.status, headers: {}, rateLimit: {}, url: path, body: bytes }
}

async function ask(name: string, connector: Connector, given: Given): Promise<System> {
  const samples = samplesOf(connector, given)
  const sources = sourcesOfAll()
  for (const resource of RESOURCES)
    for (const view of connector.resources[resource]?.views ?? []) {
      const cases = await casesOf(view, samples)
      const found = sources[resource]
      if (found) findSources(view, { cases, today: given.today }, found)
    }
  return { name, connector, sources }
}

beforeAll(async () => {
  const [one, other] = [
    await localFactorial.startSandbox({ size: 120, today: TODAY }),
    await localBamboohr.startSandbox({ size: 40, today: TODAY }),
  ]
  open.push(one, other)
  systems.push(
    await ask("Factorial", factorial, {
      today: TODAY,
      send: (request) => answered(one.url + request.path, { ...request, headers: { "x-api-key": one.apiKey } }),
    }),
    await ask("BambooHR", bamboohr, {
      today: TODAY,
      settings: { company_domain: other.companyDomain },
      send(request) {
        const authorized = bamboohr.api.authorize({ method: "api_key", secrets: { api_key: other.apiKey } })
        const headers = { ...bamboohr.api.headers, ...request.headers, ...authorized }
        return answered(`${other.url}/${other.companyDomain}${request.path}`, { ...request, headers })
      },
    }),
  )
})
afterAll(() => Promise.all(open.map((one) => one.close())))

it("docs/data-dictionary.md has every field with its sources", async () => {
  await expect(dataDictionary(systems)).toMatchFileSnapshot("../docs/data-dictionary.md")
})
