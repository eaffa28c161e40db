import { insteadOf, isResourceName, MODEL_NAME, RESOURCES } from "@rollcall/contract"
import { nearest } from "@rollcall/contract/nearest"
import { AppError } from "../errors.js"

/** What is served where: a path with `:name` and `*`, and the methods it takes. */
export type Place = { path: string; methods: readonly string[] }

/** What to say when no route fits: another method of the same path, a resource of the model, or the nearest path. */
export function answerUnknownPath(places: readonly Place[], method: string, url: string): AppError {
  const path = pathOf(url)
  const instead = insteadOf(method, path)
  if (instead !== undefined)
    return new AppError("operation.not_offered", `${method} ${path.slice(0, 200)} is not offered: ${instead}`)
  const allow = methodsAt(places, path)
  if (allow.length > 0) return new AppError("request.method_not_allowed", refusalOf(method, path, allow), { allow })
  const [, first, model, resource] = path.split("/")
  if (first === "unified" && model !== undefined) return unknownUnified(path, model, resource)
  const longer = places.find((one) => one.path.startsWith(`${path}/:`))
  if (longer) return new AppError("operation.unknown", `there is nothing at ${path} alone: it goes on, ${longer.path}`)
  const heads = [...new Set(places.map((one) => one.path.split("/:")[0] ?? one.path))]
  const near = nearest(path, heads)
  return new AppError(
    "operation.unknown",
    `there is nothing at ${path.slice(0, 200)}${near ? `; did you mean ${near}?` : ": see GET /openapi.json"}`,
  )
}

/** The methods of a path, for OPTIONS and 405; none: there is nothing. `*` is the server as a whole. */
export function methodsAt(places: readonly Place[], url: string): string[] {
  const path = pathOf(url)
  const there = places.filter((place) => path === "*" || patternOf(place.path).test(path))
  return [...new Set(there.flatMap(({ methods }) => methods))].sort()
}

const pathOf = (url: string): string => (url.split("?")[0] ?? "").replace(/\/+$/, "") || "/"
const patternOf = (path: string) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+").replace("*", ".*")}$`)

function refusalOf(method: string, path: string, allow: readonly string[]): string {
  const [, first, , resource = ""] = path.split("/")
  if (first === "unified" && isResourceName(resource))
    return `${method} is not offered at this path of ${resource}: its row, or its action, may be missing in it`
  return `${method} is not taken at ${path.slice(0, 200)}: use ${allow.filter((one) => one !== "HEAD").join(" or ")}`
}

function unknownUnified(path: string, name: string, resource: string | undefined): AppError {
  if (name !== MODEL_NAME)
    return new AppError("operation.unknown", `there is no unified model ${name.slice(0, 80)}: there is ${MODEL_NAME}`)
  if (resource === undefined)
    return new AppError(
      "operation.unknown",
      `give a resource, ${path.slice(0, 200)}/...: there are ${RESOURCES.join(", ")}`,
    )
  if (!isResourceName(resource)) {
    const near = nearest(resource, RESOURCES)
    const hint = near ? `did you mean ${near}?` : `there are ${RESOURCES.join(", ")}`
    return new AppError("operation.unknown", `there is no unified resource ${resource.slice(0, 80)}: ${hint}`)
  }
  return new AppError(
    "operation.unknown",
    `there is nothing at ${path.slice(0, 200)}: /unified/${MODEL_NAME}/${resource}/{id}`,
  )
}
