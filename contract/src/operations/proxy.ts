import { z } from "zod"
import { dryRun, dryRunQuery } from "./dry-run.js"
import { byOperationId, type Method, type Operation, operation } from "./operation.js"
import { inPath, openQuery, text } from "./shared.js"
import { listAnswer } from "./unified.js"

/**
 * Calls in the HR system's own shapes. Query parameters beyond ours go to it as they are;
 * `integrated_account_id` never does.
 */
const passedOn = <S extends z.ZodRawShape>(ours: S) =>
  openQuery(ours).superRefine((given: Readonly<Record<string, unknown>>, context) => {
    for (const name of Object.keys(given)) {
      if (!name.startsWith("truto_") || TAKEN.get(name)?.(given[name])) continue
      const message = "is not taken here: rows, answers and bodies pass as the HR system has them"
      context.addIssue({ code: "custom", path: [name], message })
    }
  })
const query = passedOn({})
/** `dry_run` stays here, too: no operation of an HR system has a parameter of that name. */
const writeQuery = passedOn(dryRunQuery())
/** Truto's parameters that say what happens here anyway. One that would do nothing else is refused, not ignored. */
const TAKEN = new Map<string, (value: unknown) => boolean>([
  ["truto_response_format", (value) => value === "raw" || value === "stream" || value === "unified"],
  ["truto_body_passthrough", (value) => value !== "false"],
  ["truto_ignore_remote_data", () => true],
])
const anyRow = z.unknown()

type Described<Id> = Pick<Operation, "path" | "summary"> & { id: Id; method: Method; paging?: "cursor" }

const read = <const Id extends string, P extends z.ZodObject, A extends z.ZodType>(
  described: Described<Id>,
  params: P,
  answer: A,
) => operation({ ...described, scope: "account", tag: "Proxy", params, query, answer, bodyKind: "bytes" })

const write = <const Id extends string, P extends z.ZodObject>(described: Described<Id>, params: P) =>
  operation({
    ...described,
    scope: "account",
    tag: "Proxy",
    params,
    query: writeQuery,
    answer: z.union([dryRun, anyRow]),
    bodyKind: "bytes",
    refusals: ["account.read_only"],
  })

const resource = z.object({ resource: inPath() })
const row = z.object({ resource: inPath(), id: inPath() })
const action = z.object({ resource: inPath(), method: inPath() })

export const proxyList = read(
  {
    id: "proxy_list",
    method: "GET",
    path: "/proxy/:resource",
    summary: "List rows as the HR system has them.",
    paging: "cursor",
  },
  resource,
  listAnswer(anyRow, "Proxy"),
)
export const proxyGet = read(
  { id: "proxy_get", method: "GET", path: "/proxy/:resource/:id", summary: "Read one row as the HR system has it." },
  row,
  anyRow,
)
export const proxyCreate = write(
  { id: "proxy_create", method: "POST", path: "/proxy/:resource", summary: "Create a row in the HR system." },
  resource,
)
export const proxyUpdate = write(
  { id: "proxy_update", method: "PATCH", path: "/proxy/:resource/:id", summary: "Update a row in the HR system." },
  row,
)
export const proxyDelete = write(
  { id: "proxy_delete", method: "DELETE", path: "/proxy/:resource/:id", summary: "Delete a row in the HR system." },
  row,
)
export const proxyMethod = write(
  {
    id: "proxy_method",
    method: "POST",
    path: "/proxy/:resource/:method",
    summary: "Call any other method of a resource.",
  },
  action,
)

export const custom = operation({
  id: "custom",
  method: "ANY",
  path: "/custom/*",
  scope: "account",
  tag: "Custom",
  summary: "Any call to the HR system, with the account's credentials.",
  params: z.object({ "*": text(8_000) }),
  query,
  answer: z.unknown(),
  bodyKind: "bytes",
  refusals: ["account.read_only"],
})

export const proxyOperations = byOperationId(
  proxyList,
  proxyGet,
  proxyCreate,
  proxyUpdate,
  proxyDelete,
  proxyMethod,
  custom,
)
