#!/usr/bin/env bash
# One image by URL: the server fetches it.
. "$(dirname "$0")/common.sh"
: "${IMAGE_URL:=https://upload.wikimedia.org/wikipedia/commons/a/a7/Camponotus_flavomarginatus_ant.jpg}"

messages <<EOF
{
  "model": "claude-sonnet-4-6",
  "max_tokens": 1024,
  "messages": [{"role": "user", "content": [
    {"type": "image", "source": {"type": "url", "url": "$IMAGE_URL"}},
    {"type": "text", "text": "Describe this image."}
  ]}]
}
EOF
