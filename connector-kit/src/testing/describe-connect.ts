import { describe, expect, it } from "vitest"
import { authFields, readField } from "../auth.js"
import type { Connector } from "../connector.js"
import { isRead } from "../http/transport.js"
import { isTimeZone } from "../time-zone.js"
import { ODD, type Samples } from "./samples.js"

export function describeConnect({ auth, connect, companyDay }: Connector, samples: Samples): void {
  const { identity, checks } = connect
  const { settings = {} } = samples
  describe("connecting", () => {
    it("finds out whose a credential is, and declares what is kept of it", async () => {
      const known = identity.read(await samples.answer(identity.request), settings)
      expect(known?.companyId).toEqual(expect.stringMatching(/./))
      expect(identity.fields).toEqual(expect.arrayContaining(Object.keys(known?.context ?? {})))
    })
    it("survives any answer to that", async () => {
      const answer = await samples.answer(identity.request)
      const nested = ODD.flatMap((odd) => [odd, [odd], { data: odd }, { data: [odd] }, { id: odd }])
      const rows = ODD.map((odd) => JSON.parse(JSON.stringify(answer), (_, value) => (isPlain(value) ? odd : value)))
      for (const body of [...nested, ...rows]) expect(() => identity.read(body, settings)).not.toThrow()
    })
    it("checks kinds of data that have words, by requests that only read", async () => {
      expect(new Set(checks.map(({ data }) => data)).size).toBe(checks.length)
      for (const { data, label, permission, request } of checks) {
        expect(data).toMatch(/^[a-z][a-z_]*$/)
        expect([label, permission].filter((words) => words === "")).toEqual([])
        expect(isRead(request), data).toBe(true)
        await samples.answer(request)
      }
    })
    it("finds out the same of a credential that may not say whose it is, where settings say it", async () => {
      if (!identity.mayBeForbidden) return
      const known = identity.read(await samples.answer(identity.request), settings)
      expect(identity.read(undefined, settings)?.companyId).toBe(known?.companyId)
    })
    if (companyDay?.table)
      it("finds the company's time zone", async () => {
        const zone = companyDay.timeZone(await samples.rows(companyDay.table))
        expect(zone !== undefined || companyDay.setting !== undefined, "no place has a time zone").toBe(true)
        if (zone !== undefined) expect(isTimeZone(zone), zone).toBe(true)
      })
    const { setting } = companyDay ?? {}
    if (setting !== undefined)
      it("asks for the company's time zone, and takes nothing else for it", () => {
        const field = authFields(auth).find(({ name }) => name === setting)
        if (!field) throw new Error(`${setting} is no declared field`)
        expect(field.isSecret).toBe(false)
        for (const zone of ["Europe/Madrid", "America/Argentina/Buenos_Aires", "America/Port-au-Prince", "UTC"])
          expect(readField(field, zone)).toEqual({ value: zone })
        for (const odd of ["No/Where", "+02:00", "Europe/Madrid/", "Madrid"])
          expect(readField(field, odd), odd).toEqual({ problem: "malformed" })
      })
  })
}

const isPlain = (value: unknown): boolean => typeof value !== "object" || value === null
