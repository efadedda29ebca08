#!/usr/bin/env bash
# One image by base64: the picture first, then the question.
. "$(dirname "$0")/common.sh"

messages <<EOF
{
  "model": "claude-sonnet-4-6",
  "max_tokens": 1024,
  "messages": [{"role": "user", "content": [
    $(image receipt.png),
    {"type": "text", "text": "Describe this image."}
  ]}]
}
EOF
