import { ACTIONS, type Action, type ActionOf, type ResourceName, type WriteBody } from "@rollcall/contract"
import type { Remote } from "./remote.js"
import type { RemoteQuery, RemoteRequest } from "./request.js"
import type { Table } from "./table.js"
import type { UpstreamHeaders } from "./verdict.js"

/** What the HR system answers to a write. */
export type WriteAnswer = {
  /** Parsed JSON if it was JSON, else text; the text of an empty answer is empty. */
  body: unknown
  /** Names are in small letters; `location` may be all that there is. */
  headers: UpstreamHeaders
}

/** Facts that a plan may use besides what it is asked for and the rows it has named. */
export type WriteContext = {
  /** The company's day, `YYYY-MM-DD`. */
  today: string
  /**
   * A moment with an offset as the clock on the company's wall shows it, `YYYY-MM-DDTHH:MM:SS`; any other text as it is.
   * Undefined: there is an offset, but the company's time zone is not known.
   */
  toLocal(moment: string): string | undefined
}

/** Rows that earlier steps of the plan have answered, by the step's name: their id at least, under the table's own names. */
export type Answered = Readonly<Record<string, Remote>>

/**
 * How it is found out by reading whether a step has happened, after nobody heard its answer. It must be true only of what the
 * step does, and it must be true as soon as it is done.
 */
export type Settled =
  /** The row with this id shows it. Undefined: there is no such row (any more), which is what shows a deletion. */
  | { table: Table; id: string; shows(row: Remote | undefined): boolean }
  /**
   * A new row shows it: one that the query tells and that is of the kind that was asked for. Rows that were there before the
   * request went out don't count, so it need not tell the new row from older ones that are like it.
   */
  | { table: Table; query: RemoteQuery; isLike(row: Remote): boolean }
  /** All rows that the query tells show it together. */
  | { table: Table; query: RemoteQuery; together(rows: readonly Remote[]): boolean }
  /** Nothing tells it: a sentence that says what a person must look at, e.g. `see in ... whether the invitation was sent`. */
  | { askPerson: string }

/**
 * One call of a plan. Functions are pure: a plan is made again from the same facts when another process goes on with it, and
 * must come out the same.
 */
export type Step = {
  /** What it does, e.g. `create_contract`; small letters, digits and `_`. Unique in its plan, stored, and shown. */
  name: string
  /** Rows that are read just before it, by name: those that earlier steps have made or changed. */
  reads?(answered: Answered): Readonly<Record<string, WantedRows>>
  /** Its call, which must write; a function where it needs what earlier steps have answered, or the rows of `reads`. */
  request: RemoteRequest | ((answered: Answered, rows: Lookups) => RemoteRequest)
  /**
   * The table whose row the answer shows. An answer that does not show one is not believed: the row is looked for as `settled`
   * says. Absent: a status of success says all.
   */
  row?: Table
  /**
   * The row in what was answered, as far as it is there: its id at least. The rest is read by that id. Undefined: nobody
   * knows what happened. Absent: the answer is the row. Never throws.
   */
  answered?(answer: WriteAnswer): Remote | undefined
  /** Columns of the answered row that have to be as they were sent, so that it is known to be the row that was asked for. */
  echoes?: readonly string[]
  settled: Settled | ((answered: Answered, rows: Lookups) => Settled)
  /** True: to send it twice is the same as once, as with a PUT of whole values. It is sent again rather than looked for. */
  isRepeatable?: true
  /** Rows that it makes, changes or takes away besides the one it answers: the copy reads them at once, like those of a hint. */
  touches?(answered: Answered): readonly WantedRows[]
}

/** The row by its id, or rows by another column; read fresh for one write. */
export type WantedRows = { table: Table; column?: string; value: string }

/** Rows by the names under which a write asks for them. What is not there has none; what may not be read is absent. */
export type Lookups = Readonly<Record<string, readonly Remote[]>>

/** What a write is asked for. `id` and `row` are those of the row that it is done to, under the table's own names. */
export type Asked<Body, A extends Action = Action> = "create" extends A
  ? { body: Body }
  : { id: string; row: Remote; body: Body }

type Planned<A> = {
  /** Small tables that it is planned from, by name; read whole, kept shortly. */
  references?: Readonly<Record<string, Table>>
  /** Rows that it is planned from, by name; `references` are those of the small tables. */
  reads?(asked: A, references: Lookups): Readonly<Record<string, WantedRows>>
  /**
   * The calls, in order. None: it is so already. Throws `InputProblem`, and nothing else. Declared as a method: writes of
   * different bodies stand in one list.
   */
  plan(asked: A, lookups: Lookups, context: WriteContext): readonly Step[]
  /** Name of the view that maps the row which the write answers; for a `delete` the view whose row it is. */
  view: string | ((asked: A) => string)
  /**
   * Id of that row under its table's own names, where it is neither the row it is done to nor, for a `create`, the first row of
   * the view's table that a step has answered.
   */
  result?(answered: Answered): string | undefined
}

/** How an action of the unified model is done in the HR system. */
export type Write<Body, A extends Action> = Planned<Asked<Body, A>> & {
  /** Fields of the body that the HR system can take, besides `remote_data`; others are refused by name. */
  takes: readonly (keyof Body & string)[]
  /** Of these, what it can't do without and the model leaves open. */
  requires?: readonly (keyof Body & string)[]
}

/** Why an action does not exist in the HR system, and what to do instead: the sentence of a refusal. */
export type LacksOf<R extends ResourceName> = { readonly [A in ActionOf<R>]?: string }

/** Actions that exist in the HR system. */
export type WritesOf<R extends ResourceName> = { readonly [A in ActionOf<R>]?: Write<WriteBody<R, A>, A> }

/** A write whose resource is known only when it runs: its body is what the model's schema parsed. A create does not look at `id` and `row`. */
export type AnyWrite = Planned<{ id: string; row: Remote; body: never }> & {
  takes: readonly string[]
  requires?: readonly string[]
}

/** The write of an action, where the HR system has it. */
export function writeIn(writes: { readonly [A in Action]?: AnyWrite } | undefined, name: string): AnyWrite | undefined {
  const action = ACTIONS.find((one) => one === name)
  return action && writes?.[action]
}

/** Infers nothing: it only holds a write that stands in a file of its own to its body. */
export const write = <R extends ResourceName, A extends ActionOf<R>>(
  _resource: R,
  _action: A,
  given: Write<WriteBody<R, A>, A>,
): Write<WriteBody<R, A>, A> => given
