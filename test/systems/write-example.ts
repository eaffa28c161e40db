/** Rows of the unified lists before anything was written, and ids of what examples have made, by the names they give. */
export type Known = { lists: Readonly<Record<string, readonly any[]>>; ids: Readonly<Record<string, string>> }

/** Something that is written, and what any read shows of it afterwards. Days lie far ahead, so that no test knows today. */
export type WriteExample = {
  resource: string
  action: string
  /** The row it is done to: one that an earlier example has made. Of a create none. */
  to?: string
  /** The name by which later examples know the row that is answered. */
  as?: string
  body(known: Known): object
  /** What the answered row says. Of a delete nothing is left. */
  shows?(known: Known): object
  /** What rows of other lists say by then. */
  also?(known: Known): readonly { resource: string; id: string; shows: object }[]
}

/** What is refused, with words of the reason. */
export type Refused = {
  resource: string
  action: string
  to?: string
  body(known: Known): object
  status: number
  says: string
}

export type Writes = { examples: readonly WriteExample[]; refused: readonly Refused[] }

/** Somebody who works there, other than the head of the company, with all that a list tells. */
export const worker = ({ lists }: Known, place = 0): any =>
  (lists.employees ?? []).filter((one) => one.employment_status === "active" && one.manager)[place]

/** The calls of actions: the usual verbs, and a path for each other one. */
export function callOf({ resource, action }: { resource: string; action: string }, id = "") {
  const path = `/unified/hris/${resource}`
  if (action === "create") return { method: "POST" as const, path }
  if (action === "update") return { method: "PATCH" as const, path: `${path}/${id}` }
  if (action === "delete") return { method: "DELETE" as const, path: `${path}/${id}` }
  return { method: "POST" as const, path: `${path}/${id}/${action}` }
}
