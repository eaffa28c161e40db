import { ACTIONS, type Action, type ResourceName, writeModel } from "@rollcall/contract"
import { expect, it } from "vitest"
import type { Connector } from "../connector.js"
import { idColumnOf, idIn } from "../list.js"
import { isRemote, type Remote, text } from "../remote.js"
import type { RemoteRequest } from "../request.js"
import { InputProblem } from "../verdict.js"
import type { NamedView } from "../view.js"
import { type AnyWrite, type Lookups, type Settled, type Step, type WantedRows, writeIn } from "../writes.js"
import { bodiesOf } from "./sample-bodies.js"
import { ODD, oddCells, type Samples } from "./samples.js"

type Writing = { name: ResourceName; action: Action; write: AnyWrite; views: readonly NamedView[] }

/** What has to hold for every write of a connector. `samples`: what the HR system answers. */
export function describeWrites(connector: Connector, samples: Samples): void {
  for (const [name, resource] of Object.entries(connector.resources)) {
    for (const action of ACTIONS) {
      const write = writeIn(resource.writes, action)
      if (write) describeWrite({ name: name as ResourceName, action, write, views: resource.views }, samples) // keys of resources
    }
  }
}

function describeWrite(writing: Writing, samples: Samples): void {
  const { name, action, write, views } = writing
  const model = writeModel(name, action)
  it(`says what a write takes that the model has: ${action} of ${name}`, () => {
    expect(model, "the model has no such action").toBeDefined()
    const fields = Object.keys(model?.body.shape ?? {})
    expect(write.takes.filter((field) => !fields.includes(field))).toEqual([])
    expect((write.requires ?? []).filter((field) => !write.takes.includes(field))).toEqual([])
    if (typeof write.view === "string") expect(views.map((view) => view.name)).toContain(write.view)
  })
  it(`plans ${action} of ${name} the same way each time, in steps that can be sent and found out about`, async () => {
    const plans = await plansOf(writing, samples)
    expect(plans.length, "there is no body to try").toBeGreaterThan(0)
    for (const plan of plans) {
      const steps = planned(plan)
      if (!steps) continue
      expect(JSON.stringify(planned(plan)), "made again it is another plan").toBe(JSON.stringify(steps))
      expect(new Set(steps.map((step) => step.name)).size).toBe(steps.length)
      for (const step of steps) assertStep(step, steps)
    }
  })
}

type Plan = () => readonly Step[]

/** Bodies that the model takes, on rows as they are and with odd values in them. */
async function plansOf({ name, action, write, views }: Writing, samples: Samples): Promise<Plan[]> {
  const model = writeModel(name, action)
  const bodies = model ? bodiesOf(model, write.takes) : []
  const references = await lookUp(samples, write.references ?? {})
  const from = views[0]?.from
  const rows = action === "create" || !from ? [{}] : (await samples.rows(from)).slice(0, 5)
  const odd = from && rows[0] && action !== "create" ? oddCells(rows[0], from).filter((_, at) => at % 7 === 0) : []
  const context = { today: samples.today, toLocal: (moment: string) => moment }
  const plans: Plan[] = []
  for (const row of [...rows, ...odd])
    for (const body of odd.includes(row) ? bodies.slice(0, 2) : bodies) {
      const asked = { id: (from && idIn(from, row)) ?? "1", row, body: body as never } // the model's schema has parsed it
      const reads = attempt(() => write.reads?.(asked, references) ?? {})
      const lookups = { ...references, ...(await readWanted(samples, reads ?? {})) }
      plans.push(() => write.plan(asked, lookups, context))
    }
  return plans
}

async function lookUp(samples: Samples, tables: NonNullable<AnyWrite["references"]>): Promise<Lookups> {
  const read = Object.entries(tables).map(async ([name, table]) => [name, await samples.rows(table)] as const)
  return Object.fromEntries(await Promise.all(read))
}

async function readWanted(samples: Samples, wanted: Readonly<Record<string, WantedRows>>): Promise<Lookups> {
  const read = Object.entries(wanted).map(async ([name, { table, column = idColumnOf(table), value }]) => {
    // One that is only told a value at a time has none without it.
    const rows = await samples.rows(table).catch(() => [])
    return [name, rows.filter((row) => text(row, column) === value)] as const
  })
  return Object.fromEntries(await Promise.all(read))
}

/** Undefined: this body is refused, as it may be. Anything but an `InputProblem` is a mistake. */
const planned = (plan: Plan): readonly Step[] | undefined => attempt(plan)

function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof InputProblem) return undefined
    throw error
  }
}

/** Rows of earlier steps as `dry_run` gives them: any column is a text. */
const anyRow = (name: string): Remote =>
  new Proxy({}, { get: (_, column) => (typeof column === "string" ? `{${name}.${column}}` : undefined) })

function assertStep(step: Step, steps: readonly Step[]): void {
  expect(step.name).toMatch(/^[a-z][a-z0-9_]{0,80}$/)
  const answered = Object.fromEntries(steps.map(({ name }) => [name, anyRow(name)]))
  const reads = step.reads?.(answered) ?? {}
  const rows = Object.fromEntries(Object.keys(reads).map((name) => [name, [anyRow(name)]]))
  const { request, settled } = step
  const call = attempt(() => (typeof request === "function" ? request(answered, rows) : request))
  if (call) assertCall(step, call)
  const found = attempt(() => (typeof settled === "function" ? settled(answered, rows) : settled))
  if (found) assertSettled(step, found)
  if (step.answered) assertAnswered(step.answered)
}

function assertCall({ name }: Step, { method, path, body }: RemoteRequest): void {
  expect(method, `${name} does not write`).not.toBe("GET")
  expect(path, name).not.toMatch(/undefined|null|\[object/)
  expect(undefinedIn(body, "body"), name).toEqual([])
}

/** What has no value is left out of a request, or null. */
function undefinedIn(value: unknown, path: string): string[] {
  if (value === undefined && path !== "body") return [path]
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => undefinedIn(inner, `${path}.${key}`))
}

/** It can be told by reading, or says what a person has to look at; and no odd row breaks what tells it. */
function assertSettled({ name }: Step, settled: Settled): void {
  if ("askPerson" in settled) {
    expect(settled.askPerson.length, name).toBeGreaterThan(20)
    return
  }
  const columns = [idColumnOf(settled.table), ...settled.table.columns]
  const odd = ODD.map((value) => Object.fromEntries(columns.map((column) => [column, value])))
  const told = tell(settled, odd)
  expect(
    told.filter((one) => typeof one !== "boolean"),
    name,
  ).toEqual([])
}

function tell(settled: Exclude<Settled, { askPerson: string }>, odd: readonly Remote[]): unknown[] {
  if ("isLike" in settled) return [...odd, {}].map((row) => settled.isLike(row))
  if ("together" in settled) return [[], odd, [{}]].map((rows) => settled.together(rows))
  return [undefined, {}, ...odd].map((row) => settled.shows(row))
}

/** The answer to a write is read, whatever it is. */
function assertAnswered(answered: NonNullable<Step["answered"]>): void {
  const bodies = ODD.flatMap((odd) => [odd, [odd], { id: odd }, { data: odd }, { data: { id: odd } }])
  const places = ["", "/", "#", "https://hr.example/", "https://hr.example/api/1?x=1", "x".repeat(10_000)]
  const headers = [{}, ...places.map((location) => ({ location })), { location: places }]
  for (const one of headers)
    for (const body of bodies) {
      const row = answered({ body, headers: one })
      expect(row === undefined || isRemote(row), JSON.stringify([body, one]).slice(0, 200)).toBe(true)
    }
  expect(answered({ body: "", headers: {} }), "an answer that says nothing shows no row").toBeUndefined()
}
