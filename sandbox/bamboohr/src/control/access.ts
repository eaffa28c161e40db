import { BadOrder, type Body, isObject, type Json, needId } from "@rollcall/sandbox-kit"
import { findField } from "../fields/index.js"
import { findTable } from "../fields/tables.js"
import { AREAS, FULL_ACCESS, GROUPS_OF_FIELDS } from "../permissions/index.js"
import type { Running } from "../running.js"

type Check = { is: (value: Json) => boolean; says: string }

const isList = (is: (one: string) => boolean) => (value: Json) =>
  Array.isArray(value) && value.every((one) => typeof one === "string" && is(one))
const isHideable = (name: string) => findField(name) !== undefined || GROUPS_OF_FIELDS.includes(name)
const fields: Check = {
  is: isList(isHideable),
  says: `a list of fields, by alias or id, or of groups: ${GROUPS_OF_FIELDS.join(", ")}`,
}

const LEVEL: Readonly<Record<string, Check>> = {
  userId: { is: (value) => value === null || typeof value === "string", says: "the id of a user as text, or null" },
  hiddenFields: fields,
  hiddenTables: { is: isList((name) => findTable(name) !== undefined), says: "a list of tables" },
  hiddenEmployees: { is: isList((id) => /^\d+$/.test(id)), says: "a list of employee ids as text" },
  hiddenOf: {
    is: (value) => isObject(value) && Object.values(value).every(fields.is),
    says: "an object: for an employee's id, the fields of his that are hidden",
  },
  hidesInactive: { is: (value) => typeof value === "boolean", says: "true or false" },
  refused: {
    is: isList((area) => AREAS.some((one) => one === area)),
    says: `a list of parts of the API: ${AREAS.join(", ")}`,
  },
}

const BEHAVIOUR: Readonly<Record<string, Check>> = {
  sharesDirectory: { is: (value) => typeof value === "boolean", says: "true or false" },
  refusesXml: { is: (value) => typeof value === "boolean", says: "true or false" },
  limitStatus: { is: (value) => value === 429 || value === 503, says: "429 or 503" },
  callsPerMinute: {
    is: (value) => value === null || (Number.isInteger(value) && Number(value) > 0),
    says: "a whole number from 1, or null for no limit",
  },
  retryAfter: { is: (value) => value === "seconds" || value === "date", says: "seconds or date" },
  missingScopeStatus: { is: (value) => value === 401 || value === 403, says: "401 or 403" },
  rotatesRefreshTokens: { is: (value) => typeof value === "boolean", says: "true or false" },
}

/** Takes rights away from a key, or gives them back: what is not named stays, and `{"everything": true}` comes first. */
export function permit(running: Running, { key = running.settings.apiKeys[0] ?? "", everything, ...level }: Body) {
  const known = running.keys.get(String(key))
  if (!known) throw new BadOrder([`there is no key ${key}: add-key makes one`])
  const checked = check(level, LEVEL)
  const { userId } = known
  running.keys.set(String(key), { ...(everything === true ? { ...FULL_ACCESS, userId } : {}), ...checked })
  return { key, ...running.keys.get(String(key)) }
}

export function addKey(running: Running, { key, ...level }: Body) {
  const name = needId("key", key)
  running.keys.set(name, { userId: running.ownersUserId(), ...check(level, LEVEL) })
  return { key: name, ...running.keys.get(name) }
}

export function deleteKey(running: Running, { key }: Body) {
  const name = needId("key", key)
  if (!running.keys.delete(name)) throw new BadOrder([`there is no key ${name}`])
  return { key: name, isDeleted: true }
}

/** With a user that is deactivated his keys, grants and webhooks end. */
export const switchUser =
  (status: "enabled" | "disabled") =>
  (running: Running, { userId }: Body) => {
    const row = running.store.update("users", needId("userId", userId), { status })
    if (!row) throw new BadOrder([`there is no user ${userId}`])
    return row
  }

export function behave(running: Running, body: Body) {
  Object.assign(running.behaviour, check(body, BEHAVIOUR))
  return running.behaviour
}

function check(given: Body, checks: Readonly<Record<string, Check>>): Body {
  const problems = Object.entries(given).flatMap(([name, value]) => {
    const known = Object.hasOwn(checks, name) ? checks[name] : undefined
    if (!known) return [`${name} is not known: give ${Object.keys(checks).join(", ")}`]
    return known.is(value) ? [] : [`${name} has to be ${known.says}`]
  })
  if (problems.length > 0) throw new BadOrder(problems)
  return given
}
