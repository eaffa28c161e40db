// Is this delivery from Rollcall? Secret and headers come from the environment, the body from standard input.
package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
)

const toleranceSeconds = 300

// isGenuine takes the body's bytes as they came, before anything parses them.
func isGenuine(secret, id, timestamp, signatures string, body []byte) bool {
	seconds, err := strconv.ParseInt(timestamp, 10, 64)
	now := time.Now().Unix()
	if secret == "" || err != nil || seconds < now-toleranceSeconds || seconds > now+toleranceSeconds {
		return false
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(id + "." + timestamp + "."))
	mac.Write(body)
	expected := []byte("v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	// There are several signatures while a secret is being changed.
	for _, given := range strings.Split(signatures, " ") {
		if hmac.Equal([]byte(given), expected) {
			return true
		}
	}
	return false
}

func main() {
	body, err := io.ReadAll(os.Stdin)
	id, timestamp := os.Getenv("HTTP_WEBHOOK_ID"), os.Getenv("HTTP_WEBHOOK_TIMESTAMP")
	signatures := os.Getenv("HTTP_WEBHOOK_SIGNATURE")
	if err != nil || !isGenuine(os.Getenv("WEBHOOK_SECRET"), id, timestamp, signatures, body) {
		fmt.Fprintln(os.Stderr, "not from Rollcall: answer 400")
		os.Exit(1)
	}
	var event struct {
		Event string `json:"event"`
	}
	if err := json.Unmarshal(body, &event); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(event.Event)
}
