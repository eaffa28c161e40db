import {
  downloadDocument,
  getResource,
  listResource,
  RESOURCES,
  terminateEmployee,
  type WriteRoute,
  writeRoutes,
} from "@rollcall/contract"
import type { Reply } from "../../gateway/index.js"
import { passingRoute, type Route } from "../route.js"

/** Lists, gets and writes of every unified resource, and the files of documents. */
export const unifiedRoutes: Route[] = [
  ...RESOURCES.flatMap((resource) => [
    passingRoute(listResource[resource], ({ account, life, query }, { gateway }) =>
      gateway.list({ account, life, resource, query }),
    ),
    passingRoute(getResource[resource], ({ account, life, query, params }, { gateway }) =>
      gateway.get({ account, life, resource, query, id: idOf(params) }),
    ),
  ]),
  passingRoute(downloadDocument, ({ account, life, query, params: { id } }, { gateway }) =>
    gateway.download({ account, life, resource: "documents", query, id }),
  ),
  ...writeRoutes.map(toRoute),
  keeping(
    passingRoute(terminateEmployee, async ({ account, life, query, body: { id, ...body }, header }, { writes }) => {
      const key = header("idempotency-key")
      const asked = { resource: "employees", action: "terminate", id: String(id), query, body } as const
      return wrapped(await writes.run({ ...asked, account, life, key }))
    }),
  ),
]

function toRoute({ resource, action, operation }: WriteRoute): Route {
  return keeping(
    passingRoute(operation, ({ account, life, query, body, params, header }, { writes }) => {
      const id = action === "create" ? undefined : idOf(params)
      return writes.run({ account, life, resource, action, id, query, body, key: header("idempotency-key") })
    }),
  )
}

/** What a write has done, and its key, are kept step by step by the write itself. */
function keeping(route: Route): Route {
  return { ...route, keepsKeys: true }
}

const wrapped = (reply: Reply): Reply => ({ ...reply, body: { result: reply.body } })

const idOf = (params: unknown): string =>
  typeof params === "object" && params !== null && "id" in params ? String(params.id) : ""
