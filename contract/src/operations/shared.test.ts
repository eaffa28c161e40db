import { expect, test } from "vitest"
import { accountPatch, createAccount, newAccount, updateCredentials, updateMe } from "./accounts.js"
import { newLinkToken } from "./link.js"

const large = { note: "é".repeat(9_000) }
const small = { note: "é".repeat(5_000) }

test.each([
  ["an import", newAccount, (context: object) => ({ tenant_id: "t", authentication_method: "api_key", context })],
  ["a patch", accountPatch, (context: object) => ({ context })],
  ["an override", accountPatch, (unified_model_override: object) => ({ unified_model_override })],
  ["credentials", updateCredentials.body, (context: object) => ({ context })],
  ["credentials themselves", updateCredentials.body, (fields: object) => fields],
  ["an account's own patch", updateMe.body, (context: object) => ({ context })],
  ["a link token", newLinkToken, (context: object) => ({ tenant_id: "t", context })],
])("settings of 16 kB at most are taken in %s", (_, schema, wrap) => {
  expect(schema?.safeParse(wrap(small)).success).toBe(true)
  expect(schema?.safeParse(wrap(large)).error?.issues[0]?.message).toBe("give at most 16 kB")
})

test("settings nested without an end are refused, not an error of ours", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`)
  expect(
    createAccount.body?.safeParse({ tenant_id: "t", authentication_method: "api_key", context: deep }).success,
  ).toBe(false)
})
