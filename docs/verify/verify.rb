# Is this delivery from Rollcall? Secret and headers come from the environment, the body from standard input.
require "json"
require "openssl"

TOLERANCE_SECONDS = 300

# `body` is the bytes as they came, before anything parses them.
def genuine?(secret, id, timestamp, signatures, body)
  return false if secret.empty? || !timestamp.match?(/\A\d+\z/)
  return false if (Time.now.to_i - timestamp.to_i).abs > TOLERANCE_SECONDS

  digest = OpenSSL::HMAC.digest("SHA256", secret, "#{id}.#{timestamp}.".b + body)
  expected = "v1,#{[digest].pack("m0")}"
  # There are several signatures while a secret is being changed.
  signatures.split.any? { |given| OpenSSL.secure_compare(given, expected) }
end

headers = %w[HTTP_WEBHOOK_ID HTTP_WEBHOOK_TIMESTAMP HTTP_WEBHOOK_SIGNATURE].map { |name| ENV.fetch(name, "") }
body = $stdin.binmode.read
abort "not from Rollcall: answer 400" unless genuine?(ENV.fetch("WEBHOOK_SECRET", ""), *headers, body)
puts JSON.parse(body)["event"]
