import { RESOURCES } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { pathParameters } from "../catalogue.js"
import type { Connector } from "../connector.js"
import { describeAuth } from "./describe-auth.js"
import { describeConnect } from "./describe-connect.js"
import { describeLists } from "./describe-lists.js"
import { describeTables } from "./describe-tables.js"
import { describeView } from "./describe-view.js"
import { describeWebhooks } from "./describe-webhooks.js"
import { describeWrites } from "./describe-writes.js"
import { type Given, samplesOf } from "./samples.js"
import { unwrittenIn } from "./unwritten.js"

/** Parameters of ours, which a caller can't give another meaning. */
const OURS = /^(limit|next_cursor|prev_cursor|integrated_account_id|truto_.*)$/

export function describeConnector(connector: Connector, given: Given): void {
  const samples = samplesOf(connector, given)
  describe(`connector ${connector.id}`, () => {
    it("has nothing left to write", () => {
      const left = unwrittenIn(connector)
      if (left.length > 0) throw new Error(["still to be written, in this order:", ...left].join("\n  "))
    })
    it("has a name, a way to authorise and a page size", () => {
      expect(connector.id).toMatch(/^[a-z][a-z0-9_]*$/)
      expect(Object.keys(connector.auth).length).toBeGreaterThan(0)
      expect(connector.api.lists.page.maxSize).toBeGreaterThan(0)
    })
    describeAuth(connector)
    describeConnect(connector, samples)
    it("tells a refused credential, a missing thing, trouble and a wrong call apart", () => {
      const verdicts = {
        401: "reconnect",
        403: "skip",
        404: "skip",
        422: "stop",
        429: "limit",
        500: "retry",
        503: "retry",
      }
      const given = Object.keys(verdicts).map((status) => [
        status,
        connector.api.classify({ status: Number(status), headers: {}, body: null, isRefreshed: false }),
      ])
      expect(Object.fromEntries(given)).toEqual(verdicts)
    })
    it("says its proxy operations once each", () => {
      for (const [name, resource] of connector.proxy) {
        expect(name).toBe(resource.name)
        const methods = resource.methods.map((method) => method.name)
        expect(new Set(methods).size, name).toBe(methods.length)
        for (const method of resource.methods) expect(method.description, `${name} ${method.name}`).not.toBe("")
      }
    })
    it("can be asked for all of its proxy operations: nothing in their paths or names has another meaning", () => {
      for (const [name, { methods }] of connector.proxy) {
        const parameters = methods.flatMap(pathParameters)
        expect(
          parameters.filter((one) => !/^[A-Za-z]\w*$/.test(one) || OURS.test(one)),
          name,
        ).toEqual([])
        const taken = methods.filter((method) => connector.proxy.has(`${name}-${method.name}`))
        expect(taken, `${name}: /proxy/${name}/{method} is another resource`).toEqual([])
      }
    })
    describeTables(connector, samples)
    describeLists(connector, samples)
    describeWebhooks(connector, samples)
    describeWrites(connector, samples)
    for (const name of RESOURCES) {
      const resource = connector.resources[name]
      if (!resource) continue
      it(`names the views of ${name}`, () => {
        const names = resource.views.map((view) => view.name)
        expect(names.filter((one) => !/^[a-z][a-z_]*$/.test(one))).toEqual([])
        expect(new Set(resource.views.map(({ idPrefix = "" }) => idPrefix)).size).toBe(names.length)
      })
      it(`tells by a prefix which view of ${name} an id is of`, () => {
        const prefixes = resource.views.flatMap(({ idPrefix }) => idPrefix || [])
        const isPart = (one: string) => prefixes.some((other) => other !== one && other.startsWith(one))
        expect(prefixes.filter(isPart)).toEqual([])
      })
      for (const view of resource.views) describeView(name, resource.views, view, samples)
    }
  })
}
