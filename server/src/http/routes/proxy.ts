import {
  custom,
  type Operation,
  proxyCreate,
  proxyDelete,
  proxyGet,
  proxyList,
  proxyMethod,
  proxyUpdate,
} from "@rollcall/contract"
import { AppError } from "../../errors.js"
import type { CustomCall, ProxyCall } from "../../gateway/index.js"
import { type Context, isDryRun, passingRoute, type Route } from "../route.js"
import type { Services } from "../services.js"

/** Words of HTTP as the words of a row. */
const METHOD_OF: Readonly<Record<string, string>> = { GET: "get", PATCH: "update", PUT: "update", DELETE: "delete" }

type Passing = Context<unknown, unknown, unknown>

/**
 * Which resource and method a path names. `timeoff-leaves` is one step, `timeoff/leaves` two; what follows is an id,
 * or after POST a method.
 */
function readCall({ path, httpMethod, account, ...context }: Passing, { describe }: Services): ProxyCall {
  const steps = path
    .split("/")
    .slice(2)
    .filter((step) => step !== "")
    .map(decodeURIComponent)
  const [first = "", second = "", third] = steps
  const isPair = steps.length > 1 && describe.isProxyResource(account.integration, `${first}/${second}`)
  const resource = isPair ? `${first}/${second}` : first
  const rest = isPair ? third : steps[1]
  if (steps.length > (isPair ? 3 : 2))
    throw new AppError("operation.unknown", `the proxy has nothing at ${path}: /proxy/{resource}/{id}`)
  const method =
    rest === undefined
      ? httpMethod === "POST"
        ? "create"
        : "list"
      : httpMethod === "POST"
        ? rest
        : (METHOD_OF[httpMethod] ?? "get")
  const { dry_run: _ours, ...passed } = context.rawQuery
  return {
    account,
    life: context.life,
    resource,
    method,
    query: httpMethod === "GET" ? context.rawQuery : passed,
    ...(isDryRun(context.query) ? { isShown: true } : {}),
    ...(rest !== undefined && httpMethod !== "POST" ? { id: rest } : {}),
    ...(context.rawBody ? { body: context.rawBody } : {}),
  }
}

const proxyRoute = (operation: Operation, aliases: Route["aliases"] = []): Route =>
  passingRoute(operation, (context, services) => services.gateway.proxy(readCall(context, services)), aliases)

const PAIR = "/proxy/:domain/:resource/:id"

export const proxyRoutes: Route[] = [
  proxyRoute(proxyList),
  proxyRoute(proxyGet, [{ path: PAIR, methods: ["GET"] }]),
  proxyRoute(proxyCreate),
  proxyRoute(proxyMethod, [{ path: PAIR, methods: ["POST"] }]),
  proxyRoute(proxyUpdate, [
    { path: "/proxy/:resource/:id", methods: ["PUT"] },
    { path: PAIR, methods: ["PATCH", "PUT"] },
  ]),
  proxyRoute(proxyDelete, [{ path: PAIR, methods: ["DELETE"] }]),
  passingRoute(custom, ({ account, life, path, httpMethod, rawQuery, rawBody }, { gateway }) =>
    gateway.custom({
      account,
      life,
      httpMethod: asMethod(httpMethod),
      path: path.slice("/custom/".length),
      query: rawQuery,
      ...(rawBody ? { body: rawBody } : {}),
    }),
  ),
]

const asMethod = (name: string): CustomCall["httpMethod"] =>
  name === "POST" || name === "PUT" || name === "PATCH" || name === "DELETE" ? name : "GET"
