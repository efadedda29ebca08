# Sourced by the examples: where the server is, and an image as a content block.
set -euo pipefail
: "${ANTHROPIC_BASE_URL:=http://127.0.0.1:8765}" "${ANTHROPIC_API_KEY:=none}"
IMAGES="$(cd "$(dirname "${BASH_SOURCE[0]}")/../images" && pwd)"

image() {
  printf '{"type": "image", "source": {"type": "base64", "media_type": "image/png", "data": "%s"}}' \
    "$(base64 -w0 "$IMAGES/$1" 2>/dev/null || base64 -i "$IMAGES/$1")"
}

# Sends the request body on standard input. Base64 is too long for a command line, hence the pipe.
messages() {
  curl --silent --show-error --fail-with-body "$ANTHROPIC_BASE_URL/v1/messages" \
    --header "x-api-key: $ANTHROPIC_API_KEY" \
    --header "anthropic-version: 2023-06-01" \
    --header "content-type: application/json" \
    --data @-
}
