import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, test } from "vitest"
import { AREAS } from "./access.js"
import { includes, isGranted, notCovered, SCOPES, scopes } from "./scopes.js"

const employees = { verb: "read", of: "employees" } as const
const webhooks = { verb: "read", of: "webhooks" } as const

describe("a right", () => {
  test.each([
    [["all"], employees, true],
    [["read"], employees, true],
    [["read:employees"], employees, true],
    [["read:groups"], employees, false],
    [["write"], employees, false],
    [["admin"], employees, false],
    [["proxy"], employees, false],
    [["read"], { verb: "proxy", of: "read" }, false],
    [["proxy:read"], { verb: "proxy", of: "read" }, true],
    [["proxy:read"], { verb: "proxy", of: "write" }, false],
    [["proxy"], { verb: "proxy", of: "write" }, true],
    [["read"], { verb: "admin", of: "webhooks" }, false],
    [["admin:webhooks"], { verb: "admin", of: "webhooks" }, true],
    [["admin:link"], { verb: "admin", of: "webhooks" }, false],
    [[], employees, false],
  ] as const)("with %j, %j is included: %j", (own, right, expected) => {
    expect(includes(own, right)).toBe(expected)
  })

  test("of settings may be read by whoever may change them", () => {
    expect(includes(["admin"], webhooks)).toBe(true)
    expect(includes(["admin:webhooks"], webhooks)).toBe(true)
    expect(includes(["admin:link"], webhooks)).toBe(false)
  })

  test("to see what happened to people comes with no right to settings", () => {
    const changes = { verb: "read", of: "changes" } as const
    expect(includes(["read:changes"], changes)).toBe(true)
    expect(includes(["read"], changes)).toBe(true)
    for (const own of ["admin", "admin:changes", "admin:webhooks"]) expect(includes([own], changes), own).toBe(false)
    expect(notCovered(["admin"], ["read:changes", "read:webhooks"])).toEqual(["read:changes"])
  })

  test("is not asked for by what every token may call, and what is new takes all of them", () => {
    expect(isGranted([], "any_token", undefined)).toBe(true)
    expect(isGranted(["read", "write", "admin", "proxy"], "all", undefined)).toBe(false)
    expect(isGranted(["all"], "all", undefined)).toBe(true)
  })
})

describe("nobody hands out more than they have", () => {
  test.each([
    [["all"], [...SCOPES], []],
    [["read"], ["read", "read:employees", "write:groups", "all"], ["write:groups", "all"]],
    [["read:employees"], ["read"], ["read"]],
    [["admin"], ["admin:link", "read:link", "read:employees"], ["read:employees"]],
    [["admin:link"], ["read:link", "admin"], ["admin"]],
    // All that there is of a verb today is less than the verb, which grows with later versions.
    [SCOPES.filter((scope) => scope.startsWith("read:")), ["read"], ["read"]],
    [["proxy"], ["proxy:read"], []],
  ])("%j can't give %j: %j", (own, wanted, missing) => {
    expect(notCovered(own, wanted)).toEqual(missing)
  })

  test("what may be given never lets a token do what its maker can't", () => {
    const rights = SCOPES.flatMap((scope) => {
      const [verb, of] = scope.split(":")
      return of === undefined ? [] : [{ verb: verb as "read", of }] // the verbs are those of the list
    })
    for (const own of SCOPES)
      for (const wanted of SCOPES.filter((one) => notCovered([own], [one]).length === 0))
        for (const right of rights)
          expect(!includes([wanted], right) || includes([own], right), `${own} gives ${wanted}`).toBe(true)
  })
})

test("an unknown scope is refused with the list of them", () => {
  expect(scopes().safeParse(["read:employees", "proxy:read", "admin:link"]).success).toBe(true)
  for (const bad of [["read:nothing"], [], ["READ"], ["write:webhooks"]])
    expect(scopes().safeParse(bad).success).toBe(false)
  expect(scopes().safeParse(["x"]).error?.message).toContain("there are all, read,")
})

test("docs/tokens.md names every part that scopes can be about", () => {
  const page = readFileSync(fileURLToPath(new URL("../../../docs/tokens.md", import.meta.url)), "utf8")
  for (const area of AREAS) expect(page, `say in docs/tokens.md what belongs to ${area}`).toContain(`\`${area}\``)
})
