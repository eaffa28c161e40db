import type { RESOURCES } from "@rollcall/contract"
import type { Fault } from "@rollcall/sandbox-factorial"
import { bamboohr } from "./systems/bamboohr.js"
import { factorial } from "./systems/factorial.js"
import type { Writes } from "./systems/write-example.js"

/**
 * The HR systems that journeys of the product run on: one row each, in general terms. Where journeys run on the embedded
 * database besides, they are there for the database, so the first one will do.
 */
export const systems: readonly System[] = process.env.JOURNEYS_ON === "embedded" ? [factorial] : [factorial, bamboohr]

export type Resource = (typeof RESOURCES)[number]

export type System = {
  id: string
  name: string
  /** Those that it has, in the order of the model. */
  resources: readonly Resource[]
  start(options: CompanyOptions): Promise<Company>
  /** A way to take a right away from the credential, and the field of an employee that is then unknown. */
  right: { field: string; takeAway(company: Company): unknown; giveBack(company: Company): unknown }
  webhooks: { tellOf: readonly ("people" | "time off")[]; isSubscribed(company: Company): boolean }
  /** Whether a run can read what has changed alone. */
  tellsWhatChanged: boolean
  /** Lists that are read by days, or a few people at a time: the copy has them in another order. */
  anyOrder: readonly Resource[]
  /** What is another on the next day without any change. */
  followsToday: readonly Resource[]
  /** Of the context of an account: a company that the credential is not of. */
  anotherCompany: Readonly<Record<string, string>>
  /** A credential that nobody has. */
  wrongKey: string
  /** One after another. */
  writes: Writes
}

export type CompanyOptions = {
  size?: number
  today?: string
  /** So that ids are longer than a number can be. */
  firstId?: string
  webhookRetryMs?: readonly number[]
}

/** A company in a local HR system, and how Rollcall is led to it. */
export type Company = {
  url: string
  /** Settings of Rollcall. */
  env: Readonly<Record<string, string>>
  /** What an account of it is imported with. */
  context: Readonly<Record<string, string>>
  name: string
  /** What a person types on the page that connects, by the labels there. */
  typed: Readonly<Record<"key" | "signIn", Readonly<Record<string, string>>>>
  /** The calls that read the rows of a list, for faults. */
  list: Lists
  /** What each list must hold by the HR system's own tables: ids in the order of the list. */
  ids(resource: Resource): readonly string[]
  people(): readonly Person[]
  does: Acts
  faults: { add(...faults: Fault[]): void; clear(): void }
  /** What was asked since this was emptied. */
  requests: { method: string; url: string; status: number; at: string }[]
  /** Calls that are being answered. */
  inFlight(): number
  /** Calls that read every table once. */
  callsForAll(): number
  /** Subscriptions of the HR system's webhooks. */
  subscriptions(): number
  allowRedirect(uri: string): void
  close(): Promise<void>
}

/** Not every HR system has every resource. */
export type Lists = Readonly<Record<"employees" | "locations" | "timeoff_requests", Selector>> &
  Readonly<Partial<Record<Resource, Selector>>>

export type Selector = { method?: string; path: string; reads?: "one" | "list" }

export type Person = { id: string; name: string; isWorking: boolean; managerId: string | null }

/** What happens in a company. Days are `YYYY-MM-DD`; pay is for a year, in whole units of the company's currency. */
export type Acts = {
  hire(person: { firstName: string; lastName: string; startsOn?: string; pay?: number }): Promise<string>
  terminate(id: string, lastDay: string): Promise<void>
  raise(id: string, pay: number, from?: string): Promise<void>
  /** Another title from today on. Answers it. */
  promote(id: string): Promise<string>
  move(id: string, managerId: string): Promise<void>
  /** Into a group that they are not in. Answers its id. */
  join(id: string): Promise<string>
  rename(id: string, firstName: string): Promise<void>
  changePhone(id: string, phone: string): Promise<void>
  /** The name of a group that somebody is in. Answers its id. */
  renameGroup(name: string): Promise<string>
  requestLeave(id: string, days: { from: string; to: string }): Promise<string>
  approveLeave(id: string): Promise<void>
  /** As if they had never been there. */
  remove(id: string): Promise<void>
}
