#!/usr/bin/env bash
# Several images, each introduced by its number; the answer is streamed.
. "$(dirname "$0")/common.sh"

messages <<EOF
{
  "model": "claude-sonnet-4-6",
  "max_tokens": 1024,
  "stream": true,
  "messages": [{"role": "user", "content": [
    {"type": "text", "text": "Image 1:"},
    $(image plan-1.png),
    {"type": "text", "text": "Image 2:"},
    $(image plan-2.png),
    {"type": "text", "text": "How are these images different?"}
  ]}]
}
EOF
