import { describe, expect, it } from "vitest"
import { operations } from "../operations/index.js"
import { compatibility, strayNotes } from "./compatibility.js"
import { insteadOf, NOT_OFFERED } from "./not-offered.js"
import { compatibilityPage } from "./page.js"
import { SDK_CALLS } from "./sdk-calls.js"

const all = compatibility()

/** Segments that an operation's path leaves open fit whatever stands there. */
const isServed = (method: string, path: string): boolean =>
  Object.values(operations).some(({ path: own, ...operation }) => {
    const pattern = new RegExp(`^${own.replace(/:\w+/g, "[^/]+").replace("*", ".+")}$`)
    return (operation.method === method || operation.method === "ANY") && pattern.test(filled(path))
  })
const filled = (path: string): string =>
  path
    .replace("/unified/:model/:resource/:method", "/unified/hris/employees/terminate")
    .replace("/unified/:model/:resource", "/unified/hris/timeoff_requests")

describe("Truto's calls", () => {
  it.each(all.map((one) => [`${one.method} ${one.path}`, one] as const))(
    "%s are served or say what to do instead",
    (_, one) => {
      const isThere = isServed(one.method, one.path)
      expect(isThere).toBe(one.support !== "501")
      expect(one.note === "").toBe(one.support === "supported")
    },
  )

  it("have a name in at least one SDK, and each name once", () => {
    const names = SDK_CALLS.flatMap(({ typescript, python, langchain }) => [
      ...(typescript ? [`typescript ${typescript}`] : []),
      ...(python ? [`python ${python}`] : []),
      ...(langchain ? [`langchain ${langchain}`] : []),
    ])
    expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
    expect(SDK_CALLS.filter(({ typescript, python, langchain }) => !typescript && !python && !langchain)).toEqual([])
  })

  it("that are not offered are no operations of ours", () => {
    const doubled = Object.values(operations).filter(({ method, path }) => insteadOf(method, path) !== undefined)
    expect(doubled.map(({ id }) => id)).toEqual([])
    expect(NOT_OFFERED.filter(({ methods, path }) => methods.length === 0 || !path.startsWith("/"))).toEqual([])
  })

  it("have no note that nobody reads", () => expect(strayNotes()).toEqual([]))

  it("that somebody else's server may know are not ours to explain", () => {
    expect(insteadOf("GET", "/datastore/x")).toContain("GET /export/{resource}")
    expect([insteadOf("PUT", "/datastore/x"), insteadOf("GET", "/nothing"), insteadOf("GET", "/team/x")]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it("are listed in docs/truto-compatibility.md", () =>
    expect(compatibilityPage()).toMatchFileSnapshot("../../../docs/truto-compatibility.md"))
})
