/**
 * The standard suite that every connector passes: `describeConnector(connector, { send, today })`. It holds a connector to
 * its contract with the rows of a real (or local) HR system: tables declare the columns that are read, mappings never
 * throw and answer the model's shapes, relations say which fields need them. It knows no test of one HR system in
 * particular. `startLocal` is an HR system on loopback that answers what a test says.
 */
export { accessOf, api, json, type LocalServer, startLocal } from "../http/testing.js"
export { describeConnector } from "./describe-connector.js"
export { type Case, casesOf, type Given, samplesOf, viewsOf } from "./samples.js"
