<?php
// Is this delivery from Rollcall? Secret and headers come from the environment, the body from standard input.
// On a web server the headers are in $_SERVER under the same names, and the body is php://input.
declare(strict_types=1);

const TOLERANCE_SECONDS = 300;

/** $body is the bytes as they came, before anything parses them. */
function isGenuine(string $secret, string $id, string $timestamp, string $signatures, string $body): bool
{
    if ($secret === '' || !ctype_digit($timestamp) || abs(time() - (int) $timestamp) > TOLERANCE_SECONDS) {
        return false;
    }
    $digest = hash_hmac('sha256', "$id.$timestamp.$body", $secret, true);
    $expected = 'v1,' . base64_encode($digest);
    // There are several signatures while a secret is being changed.
    foreach (explode(' ', $signatures) as $given) {
        if (hash_equals($expected, $given)) {
            return true;
        }
    }
    return false;
}

$read = fn (string $name): string => (string) getenv($name);
$body = (string) file_get_contents('php://stdin');
$headers = array_map($read, ['HTTP_WEBHOOK_ID', 'HTTP_WEBHOOK_TIMESTAMP', 'HTTP_WEBHOOK_SIGNATURE']);
if (!isGenuine($read('WEBHOOK_SECRET'), ...[...$headers, $body])) {
    fwrite(STDERR, "not from Rollcall: answer 400\n");
    exit(1);
}
echo json_decode($body, true, 512, JSON_THROW_ON_ERROR)['event'], "\n";
