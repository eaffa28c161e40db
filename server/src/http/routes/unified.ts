import { createResource, getResource, listResource, RESOURCES } from "@rollcall/contract"
import { passingRoute, type Route } from "../route.js"

/** Lists, gets and creates of every unified resource. */
export const unifiedRoutes: Route[] = RESOURCES.flatMap((resource) => {
  const create = createResource[resource]
  return [
    passingRoute(listResource[resource], ({ account, life, query }, { gateway }) =>
      gateway.list({ account, life, resource, query }),
    ),
    passingRoute(getResource[resource], ({ account, life, query, params }, { gateway }) =>
      gateway.get({ account, life, resource, query, id: idOf(params) }),
    ),
    ...(create
      ? [
          passingRoute(create, ({ account, life, query, body }, { gateway }) =>
            gateway.create({ account, life, resource, query, body }),
          ),
        ]
      : []),
  ]
})

const idOf = (params: unknown): string =>
  typeof params === "object" && params !== null && "id" in params ? String(params.id) : ""
