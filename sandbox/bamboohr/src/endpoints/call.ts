import type { Scene } from "../fields/person.js"
import { Person } from "../fields/person.js"
import type { Area, Rights } from "../permissions/index.js"
import type { Running } from "../running.js"
import { type Json, Refusal, type RefusalForm, type Row } from "../world.js"

/** One call that is allowed so far: who makes it, and what it says. */
export type Call = {
  running: Running
  scene: Scene
  rights: Rights
  /** By an access token, not by a key. */
  isGrant: boolean
  params: Readonly<Record<string, string>>
  query: URLSearchParams
  /** Undefined: it was no JSON. */
  body: Json | undefined
  wantsJson: boolean
  /** As it is written in links: the company's own, whatever address was called. */
  url: string
}

/** One of `json` with `xml`, `json` alone, `bytes`, `text`; nothing of them is an empty body. */
export type Answer = {
  /** 200 */
  status?: number
  headers?: Readonly<Record<string, string>>
  json?: Json
  /** Of classic endpoints: the same as XML. */
  xml?: () => string
  text?: string
  bytes?: { type: string; data: Buffer }
}

export type Endpoint = {
  method: "GET" | "POST" | "PUT" | "DELETE"
  /** Below `/api`, with its version; parameters as `:id`. */
  path: string
  form: RefusalForm
  area: Area
  /** A POST that only reads. */
  reads?: true
  run(call: Call): Answer
}

export function refuse(status: number, message: string, code?: string): Refusal {
  return new Refusal(status, { message, ...(code !== undefined && { code }) })
}

export function readFlag(query: URLSearchParams, name: string): boolean | undefined {
  const value = query.get(name)?.toLowerCase()
  if (value === undefined) return undefined
  return value === "true" || value === "1" || value === "yes"
}

/** Everybody whom the caller may see. */
export function peopleOf({ running, scene, rights }: Call, isOnlyCurrent = true): Person[] {
  return running.store
    .all("employees")
    .map((row) => new Person(row, scene, isOnlyCurrent))
    .filter((person) => rights.seesEmployee(person))
}

/** 0 is the employee of the caller. Unknown and hidden people are the same 404. */
export function personOf(call: Call, id: string, isOnlyCurrent = true): Person {
  const own = id === "0" ? ownEmployeeId(call) : id
  const row = own === null ? undefined : call.running.store.find("employees", own)
  const person = row && new Person(row, call.scene, isOnlyCurrent)
  if (!person || !call.rights.seesEmployee(person))
    throw new Refusal(404, { message: "Employee not found or you do not have access", isDoubled: true })
  return person
}

function ownEmployeeId({ running, rights }: Call): string | null {
  const user = running.store.find("users", rights.level.userId ?? "")
  return typeof user?.employeeId === "string" ? user.employeeId : null
}

/** The body as an object; anything else is a 400. */
export function objectIn({ body }: Call): { [name: string]: Json } {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body
  throw refuse(400, "The body must be a JSON object", "BadRequest")
}

/** Lists of the whole company come in no order of people that anybody could rely on. Here it is always the same one. */
export function unsorted(rows: readonly Row[]): Row[] {
  const keyed = rows.map((row) => ({ row, key: [...String(row.employeeId)].reverse().join("") }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row)
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A real day, as `YYYY-MM-DD`. */
export function isDay(value: unknown): value is string {
  if (typeof value !== "string" || !DAY.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}
