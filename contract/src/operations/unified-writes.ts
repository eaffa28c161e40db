import { z } from "zod"
import {
  ACTIONS,
  type Action,
  type ActionOf,
  model,
  RESOURCES,
  type ResourceName,
  type Rows,
  termination,
  type WriteSchema,
  type WrittenResource,
  writeModel,
} from "../model/index.js"
import { dryRun, dryRunQuery } from "./dry-run.js"
import { byOperationId, type Method, type Operation, operation } from "./operation.js"
import { flag, inPath } from "./shared.js"
import { unifiedQuery } from "./unified.js"

const writeQuery = () =>
  z.strictObject({
    ...unifiedQuery,
    ...dryRunQuery(),
    truto_skip_api_call: flag().meta({
      description:
        "With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them.",
    }),
  })

const METHODS: { readonly [A in Action]?: Method } = { update: "PATCH", delete: "DELETE" }

function pathOf(resource: ResourceName, action: Action): string {
  const list = `/unified/hris/${resource}`
  if (action === "create") return list
  return METHODS[action] ? `${list}/:id` : `${list}/:id/${action}`
}

const REFUSALS = ["operation.not_supported", "write.partial", "write.unknown"] as const

function write(resource: ResourceName, action: Action): Operation | undefined {
  const declared = writeModel(resource, action)
  if (!declared) return undefined
  const done = action === "delete" ? z.object({ id: z.string() }) : model[resource].row
  return operation({
    id: `${action}_${resource}`,
    method: METHODS[action] ?? "POST",
    path: pathOf(resource, action),
    scope: "account",
    tag: "Unified HRIS",
    summary: declared.summary,
    ...(action === "create" ? {} : { params: z.object({ id: inPath() }) }),
    refusals: REFUSALS,
    query: writeQuery(),
    body: declared.body,
    unknownKeys: "refuse",
    answer: z.union([done, dryRun]),
  })
}

export type WriteRoute = { resource: ResourceName; action: Action; operation: Operation }

/** Every write of the model; which of them an HR system has is told by its description. */
export const writeRoutes: readonly WriteRoute[] = RESOURCES.flatMap((resource) =>
  ACTIONS.flatMap((action) => {
    const found = write(resource, action)
    return found ? [{ resource, action, operation: found }] : []
  }),
)

export const writeOperationOf = (resource: ResourceName, action: string): Operation | undefined =>
  writeRoutes.find((one) => one.resource === resource && one.action === action)?.operation

/** Truto's form: the person's id is in the body, and the answer is under `result`. */
export const terminateEmployee = operation({
  id: "terminate_employee",
  method: "POST",
  path: "/unified/hris/employees/terminate",
  scope: "account",
  tag: "Unified HRIS",
  summary: "End a person's employment; the person's id is in the body.",
  refusals: REFUSALS,
  query: writeQuery(),
  body: termination.extend({ id: inPath().min(1) }).meta({ id: "TerminationOfEmployee" }),
  unknownKeys: "refuse",
  answer: z.object({ result: z.union([model.employees.row, dryRun]) }),
})

type WriteOperation<R extends WrittenResource, A extends Action> = Operation<
  A extends "create" ? z.ZodObject : z.ZodObject<{ id: z.ZodString }>,
  ReturnType<typeof writeQuery>,
  WriteSchema<R, A>,
  z.ZodType<(A extends "delete" ? { id: string } : Rows[R]) | z.infer<typeof dryRun>>,
  `${A}_${R}`
>
type WritesOf<R extends WrittenResource> = { [A in ActionOf<R> as `${A}_${R}`]: WriteOperation<R, A> }
type All<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer Each) => void
  ? Each
  : never
type WriteOperations = All<{ [R in WrittenResource]: WritesOf<R> }[WrittenResource]>

export const unifiedWriteOperations = {
  // What was made for a resource and an action has their types.
  ...(byOperationId(...writeRoutes.map((one) => one.operation)) as unknown as WriteOperations),
  ...byOperationId(terminateEmployee),
}
