import type { z } from "zod"
import { employeeWrites } from "./employees.js"
import { employmentWrites } from "./employments.js"
import { groupWrites } from "./groups.js"
import { locationWrites } from "./locations.js"
import { timeoffRequestWrites } from "./timeoff-requests.js"
import type { Action, WriteModel, WriteModels } from "./write.js"

/** What the model lets callers write, by resource and action. */
export const writes = {
  employees: employeeWrites,
  employments: employmentWrites,
  groups: groupWrites,
  locations: locationWrites,
  timeoff_requests: timeoffRequestWrites,
}
type Writes = typeof writes

/** Actions of a resource. */
export type ActionOf<R extends string> = R extends keyof Writes ? Extract<keyof Writes[R], Action> : never

export type WrittenResource = keyof Writes

/** The schema of an action's body. */
export type WriteSchema<R extends string, A extends Action> = R extends keyof Writes
  ? Writes[R] extends { readonly [a in A]: WriteModel<infer Body> }
    ? Body
    : never
  : never

/** What the body of an action is when it is parsed. */
export type WriteBody<R extends string, A extends Action> = z.infer<WriteSchema<R, A>>

const actionsOf: Readonly<Record<string, WriteModels>> = writes

export const writeModel = (resource: string, action: Action): WriteModel | undefined =>
  Object.hasOwn(actionsOf, resource) ? actionsOf[resource]?.[action] : undefined
