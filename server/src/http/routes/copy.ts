import { exportResource, getAccountCoverage } from "@rollcall/contract"
import { AppError } from "../../errors.js"
import { passingRoute, type Route, route } from "../route.js"

/** What is known of the synced copy as a whole. */
export const copyRoutes: Route[] = [
  route(getAccountCoverage, async ({ caller, params: { id }, query }, { accounts, sync }) => {
    const account = await accounts.find(caller.environmentId, id)
    if (!account) throw new AppError("account.not_found", `there is no integrated account ${id} in this environment`)
    return { integrated_account_id: account.id, resources: await sync.coverage(account, query.resource) }
  }),
  passingRoute(exportResource, ({ account, params, query }, { exports }) =>
    exports.rows({ account, resource: params.resource, query }),
  ),
]
