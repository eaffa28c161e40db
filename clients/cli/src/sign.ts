import { createHmac } from "node:crypto"

type ToSign = { id: string; at: Date; body: string; secret: string }

/** The headers of a delivery, as the server makes them: https://www.standardwebhooks.com, and Truto's. */
export async function signedHeaders({ id, at, body, secret }: ToSign): Promise<Record<string, string>> {
  const seconds = String(Math.floor(at.getTime() / 1000))
  const hmac = (text: string) => createHmac("sha256", secret).update(text)
  return {
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": `v1,${hmac(`${id}.${seconds}.${body}`).digest("base64")}`,
    "x-truto-signature": `format=sha256,v=${hmac(body).digest("hex")}`,
  }
}
