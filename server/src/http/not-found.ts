import { isResourceName, MODEL_NAME, operations, RESOURCES } from "@rollcall/contract"
import { AppError } from "../errors.js"
import { nearest } from "./validate.js"

/** What to say when no route fits: another method of the same path, a resource of the model, or the nearest path. */
export function answerUnknownPath(method: string, url: string): AppError {
  const path = (url.split("?")[0] ?? "").replace(/\/+$/, "") || "/"
  const [, first, model, resource] = path.split("/")
  if (first === "unified" && model !== undefined) return unknownUnified(method, model, resource)
  const others = methodsAt(path)
  if (others.length > 0)
    return new AppError("method_not_allowed", `${method} is not taken at ${path}: use ${others.join(" or ")}`)
  const heads = [...new Set(operations.map((one) => one.path.split("/:")[0] ?? one.path))]
  const near = nearest(path, heads)
  return new AppError(
    "not_found",
    `there is nothing at ${path.slice(0, 200)}${near ? `; did you mean ${near}?` : ": see GET /openapi.json"}`,
  )
}

const patternOf = (path: string) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+").replace("*", ".*")}$`)
const methodsAt = (path: string): string[] =>
  operations.filter((one) => patternOf(one.path).test(path)).map((one) => one.method)

function unknownUnified(method: string, name: string, resource: string | undefined): AppError {
  if (name !== MODEL_NAME)
    return new AppError("not_found", `there is no unified model ${name.slice(0, 80)}: there is ${MODEL_NAME}`)
  if (resource === undefined || !isResourceName(resource)) {
    const near = nearest(resource ?? "", RESOURCES)
    const hint = near ? `did you mean ${near}?` : `there are ${RESOURCES.join(", ")}`
    return new AppError("not_found", `there is no unified resource ${(resource ?? "").slice(0, 80)}: ${hint}`)
  }
  return new AppError(
    "method_not_allowed",
    `${method} is not offered on ${resource}: of the nine, timeoff_requests can be created, the others can be read`,
  )
}
