import {
  describeIntegrationMethod,
  describeMethod,
  describeModel,
  isResourceName,
  MODEL_NAME,
  RESOURCES,
} from "@rollcall/contract"
import { AppError } from "../../errors.js"
import { passingRoute, type Route, route } from "../route.js"

function readResource(model: string, resource: string) {
  if (model !== MODEL_NAME)
    throw new AppError("operation.unknown", `there is no unified model ${model.slice(0, 80)}: there is ${MODEL_NAME}`)
  if (isResourceName(resource)) return resource
  throw new AppError(
    "operation.unknown",
    `there is no unified resource ${resource.slice(0, 80)}: there are ${RESOURCES.join(", ")}`,
  )
}

export const metaRoutes: Route[] = [
  route(describeMethod, ({ params, account }, { describe }) => {
    const resource = readResource(params.model, params.resource)
    return { ...describe.method({ resource, method: params.method, integration: account.integration, isFull: false }) }
  }),
  route(describeIntegrationMethod, ({ params }, { describe }) => {
    const resource = readResource(params.model, params.resource)
    return { ...describe.method({ resource, method: params.method, integration: params.integration, isFull: true }) }
  }),
  passingRoute(describeModel, ({ params, query }, { describe }) => {
    readResource(params.model, RESOURCES[0] ?? "")
    const format = query.format === "md" || query.format === "html" ? query.format : "json"
    const { contentType, body } = describe.model(params.integration, format)
    return { status: 200, headers: { "content-type": contentType }, body }
  }),
]
