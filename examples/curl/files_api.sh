#!/usr/bin/env bash
# Upload an image once, and use it in as many requests as you like.
. "$(dirname "$0")/common.sh"

files() {
  curl --silent --show-error --fail-with-body \
    --header "x-api-key: $ANTHROPIC_API_KEY" \
    --header "anthropic-version: 2023-06-01" "$@"
}

uploaded="$(files "$ANTHROPIC_BASE_URL/v1/files" --form "file=@$IMAGES/receipt.png;type=image/png")"
file_id="$(sed -E 's/.*"id": ?"([^"]+)".*/\1/' <<<"$uploaded")"

for question in "Describe this image." "What is the total?"; do
  messages <<EOF
{
  "model": "claude-sonnet-4-6",
  "max_tokens": 1024,
  "messages": [{"role": "user", "content": [
    {"type": "image", "source": {"type": "file", "file_id": "$file_id"}},
    {"type": "text", "text": "$question"}
  ]}]
}
EOF
done

files --request DELETE "$ANTHROPIC_BASE_URL/v1/files/$file_id" >/dev/null
