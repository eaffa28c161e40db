import { exportResource } from "@rollcall/contract"
import { passingRoute, type Route } from "../route.js"

/** What is known of the synced copy as a whole. */
export const copyRoutes: Route[] = [
  passingRoute(exportResource, ({ account, params, query }, { exports }) =>
    exports.rows({ account, resource: params.resource, query }),
  ),
]
