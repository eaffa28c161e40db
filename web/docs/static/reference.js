// Starts the interactive reference. It asks this server alone: for the document, and for the calls that a reader tries.
globalThis.Scalar.createApiReference("#reference", {
  url: new URL("../openapi.json", location.href).href,
  baseServerURL: new URL("..", location.href).href.replace(/\/$/, ""),
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  hideClientButton: true,
  authentication: { preferredSecurityScheme: "bearer" },
})
