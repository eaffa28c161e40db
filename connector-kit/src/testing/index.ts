/**
 * The standard suite that every connector passes: `describeConnector(connector, { rows })`. It holds a connector to
 * its contract with the rows of a real (or local) HR system: declared fields are there, mappings never throw and
 * answer the model's shapes, joins say what they feed, pushed filters never lose a row. It knows no test of one HR
 * system in particular. `startLocal` is an HR system on loopback that answers what a test says.
 */
export { api, json, type LocalServer, startLocal } from "../http/testing.js"
export { describeConnector, type Samples } from "./describe-connector.js"
