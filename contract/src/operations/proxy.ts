import { z } from "zod"
import { type Method, type Operation, operation } from "./operation.js"
import { listAnswer } from "./unified.js"

/**
 * Calls in the HR system's own shapes. Query parameters beyond ours go to it as they are;
 * `integrated_account_id` never does.
 */
const query = z.looseObject({})
const anyRow = z.unknown()

type Described = { id: string; method: Method; path: string; summary: string }

const proxy = ({ id, method, path, summary }: Described, params: z.ZodObject, answer: z.ZodType): Operation =>
  operation({
    id,
    method,
    path,
    scope: "account",
    tag: "Proxy",
    summary,
    params,
    query,
    answer,
    isWrite: method !== "GET",
  })

const resource = z.object({ resource: z.string() })
const row = z.object({ resource: z.string(), id: z.string() })
const action = z.object({ resource: z.string(), method: z.string() })

export const proxyList = proxy(
  { id: "proxy_list", method: "GET", path: "/proxy/:resource", summary: "List rows as the HR system has them." },
  resource,
  listAnswer(anyRow),
)
export const proxyGet = proxy(
  { id: "proxy_get", method: "GET", path: "/proxy/:resource/:id", summary: "Read one row as the HR system has it." },
  row,
  anyRow,
)
export const proxyCreate = proxy(
  { id: "proxy_create", method: "POST", path: "/proxy/:resource", summary: "Create a row in the HR system." },
  resource,
  anyRow,
)
export const proxyUpdate = proxy(
  { id: "proxy_update", method: "PATCH", path: "/proxy/:resource/:id", summary: "Update a row in the HR system." },
  row,
  anyRow,
)
export const proxyDelete = proxy(
  { id: "proxy_delete", method: "DELETE", path: "/proxy/:resource/:id", summary: "Delete a row in the HR system." },
  row,
  anyRow,
)
export const proxyMethod = proxy(
  {
    id: "proxy_method",
    method: "POST",
    path: "/proxy/:resource/:method",
    summary: "Call any other method of a resource.",
  },
  action,
  anyRow,
)

export const custom = operation({
  id: "custom",
  method: "ANY",
  path: "/custom/*",
  scope: "account",
  tag: "Custom",
  summary: "Any call to the HR system, with the account's credentials.",
  params: z.object({ "*": z.string() }),
  query,
  answer: z.unknown(),
  isWrite: true,
})

export const proxyOperations: Operation[] = [
  proxyList,
  proxyGet,
  proxyCreate,
  proxyUpdate,
  proxyDelete,
  proxyMethod,
  custom,
]
